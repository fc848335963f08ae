"""What every rule is made of: the rule, the grid it speaks to, the statements it leaves there."""
