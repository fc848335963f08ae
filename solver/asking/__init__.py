"""Questions asked of an answer: why not there, why nothing better, what else."""
