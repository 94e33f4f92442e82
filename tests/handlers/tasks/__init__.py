"""What becomes of decisions and of things to do."""
