"""Hostile text -> plain values, each of which knows where it stood."""
