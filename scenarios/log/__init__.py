"""The training log: what was really done, and how the mornings were."""
