"""Tests of bot/teams/."""
