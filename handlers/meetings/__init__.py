"""Somebody drops a recording, or its transcript: asked first, then told what is certain of it."""
