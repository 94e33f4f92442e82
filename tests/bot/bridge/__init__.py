"""The bridge between the two processes, on a socket in a temporary folder."""
