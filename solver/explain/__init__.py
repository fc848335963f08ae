"""Why something cannot be done, in the athlete's words, and the cheapest ways out."""
