"""What was shown on a shared screen: distinct slides, each with the times it was there."""
