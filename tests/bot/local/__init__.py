"""Tests of bot/local/."""
