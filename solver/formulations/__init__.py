"""Statements -> CP-SAT, in more than one way; every way must reach the same optimum."""
