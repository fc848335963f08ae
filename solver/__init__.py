"""Answers: formulations, the solve, and everything a person or a program reads of it."""

__version__ = "0.1.0"
