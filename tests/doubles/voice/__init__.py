"""Voice models on loopback, as their vendors document them: they hear, answer, and fail."""
