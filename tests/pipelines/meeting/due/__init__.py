"""Tests of the room that knows which day people mean."""
