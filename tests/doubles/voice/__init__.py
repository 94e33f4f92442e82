"""Providers of voice as their documents say they are, on loopback."""
