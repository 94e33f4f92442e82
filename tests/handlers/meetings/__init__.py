"""The scenario of recordings among in-memory ports."""
