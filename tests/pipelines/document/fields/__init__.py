"""Tests of `pipelines.document.fields`."""
