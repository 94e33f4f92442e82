"""What a person can run from the command line, one module a command."""
