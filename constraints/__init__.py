"""What makes a plan good: rules that state it, check it and say it."""
