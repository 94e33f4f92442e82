"""What a contract says, read from its own words by rules: what they cannot tell stays unsaid."""
