"""The evidence picture: where each value stands."""
