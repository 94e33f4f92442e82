"""What Clerk says to people, in English and Chinese."""
