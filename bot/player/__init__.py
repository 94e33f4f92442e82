"""The player of a recording: a page of ours, for the listeners of all platforms."""
