"""Recordings of meetings: what was said and shown in them, and when."""
