"""Mirror of pipelines/huddle: in time that nobody waits for."""
