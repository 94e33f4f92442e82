"""Tests of what is found on shared screens."""
