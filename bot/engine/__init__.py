"""The durable queue: handlers Queue port on DBOS."""
