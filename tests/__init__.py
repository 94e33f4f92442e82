"""Tests of Clerk; the folders mirror the source."""
