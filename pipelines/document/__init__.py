"""The document scenario: a file in, fields with evidence and findings out."""
