"""Tests of what rules read from contracts."""
