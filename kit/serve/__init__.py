"""Lessons for telephones: one process gives a class its pages, takes the answers, and shows them to the room; Tornado lives here."""
