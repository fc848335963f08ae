"""What is inside strength sessions."""
