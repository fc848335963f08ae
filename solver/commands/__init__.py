"""What each command of ``runlift`` does, from its files to its exit code."""
