"""What the process of voice rooms and the process of everything else say to each other."""
