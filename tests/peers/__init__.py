"""Against real counterparts: programs of others that play what Clerk talks to."""
