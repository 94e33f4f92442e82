"""Rules that a reading must keep."""
