"""What becomes of voice rooms."""
