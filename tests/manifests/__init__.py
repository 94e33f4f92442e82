"""Tests of what operators start Clerk with."""
