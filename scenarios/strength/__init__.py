"""What strength sessions are asked to be, and what they answer: exercises, doses, progression."""
