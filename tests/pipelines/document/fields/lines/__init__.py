"""Tests of the lines of goods."""
