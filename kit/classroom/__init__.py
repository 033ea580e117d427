"""A delivered course: roster, hand-in, paper, results, item analysis; pandas lives here."""
