"""From the words that say when something is due to the day that they mean."""
