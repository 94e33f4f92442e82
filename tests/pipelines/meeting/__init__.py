"""Mirror of pipelines/meeting."""
