"""The commands, each called in this process."""
