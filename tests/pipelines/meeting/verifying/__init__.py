"""What the verifier is held to: lies that must not pass, and truths that must."""
