"""Tests of what happens to recordings."""
