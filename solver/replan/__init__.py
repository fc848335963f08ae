"""A plan taken up again after life happened."""
