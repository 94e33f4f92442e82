"""The running process: settings, wiring, platforms, database, durable queue, pages."""
