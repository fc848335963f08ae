"""What a log asks of the days to come: rules A1 to A15, each a function. They reduce or move, nothing else."""
