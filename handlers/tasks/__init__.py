"""What came out of meetings: proposed by a writer, confirmed by people, done by whose it is."""
