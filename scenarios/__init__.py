"""What is asked and what is answered: plain data, no rules, no solver."""
