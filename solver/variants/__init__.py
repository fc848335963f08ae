"""Constraint variants measured side by side: what each costs the athlete, and what it costs the solver."""
