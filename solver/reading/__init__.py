"""Plans read back from files: ours or an imported one, as plan.json, table (CSV) or calendar (iCalendar)."""
