"""Warm child processes with limits: the only place where a stranger's bytes are decoded."""
