"""Tests of bot/ledger/."""
