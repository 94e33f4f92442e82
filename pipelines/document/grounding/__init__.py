"""From the strings that a model copied to values that stand on the page, checked."""
