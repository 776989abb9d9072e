"""Finding the things and the questions that a reader means."""
