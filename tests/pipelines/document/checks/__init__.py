"""Tests of `pipelines.document.checks`."""
