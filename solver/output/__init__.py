"""What is handed over: a calendar, a table, words. Each form stands alone and knows none of the others."""
