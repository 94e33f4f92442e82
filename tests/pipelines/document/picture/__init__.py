"""Tests of `pipelines.document.picture`."""
