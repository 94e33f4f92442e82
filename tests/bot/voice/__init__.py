"""Voice rooms: their server, on loopback."""
