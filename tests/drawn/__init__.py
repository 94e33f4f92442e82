"""Documents drawn by a seeded generator, with their truth."""
