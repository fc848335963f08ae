"""The runner's other calendars and plans."""
