"""The listener that platforms reach; the local workspace has its own, and never shares it."""
