"""The one error that is our own fault, whatever was asked."""


class Defect(Exception):  # noqa: N818 - a defect is what it is
    """Something only a fault of ours can cause; it never reaches a person as a plan."""
