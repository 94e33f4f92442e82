"""Tests of the platforms' listener."""
