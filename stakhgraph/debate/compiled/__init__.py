"""A debate as it is kept for the next command: its store, the names and places of its things."""
