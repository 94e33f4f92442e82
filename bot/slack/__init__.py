"""Slack: read its payloads into ours, render ours into its own, and the shell around both."""
