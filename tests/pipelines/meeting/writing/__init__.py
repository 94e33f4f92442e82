"""Mirror of pipelines/meeting/writing."""
