"""Tests of the player: its links, its bytes, its page."""
