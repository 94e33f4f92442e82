"""Every card and form of the house, as long and as strange as the house makes them."""
