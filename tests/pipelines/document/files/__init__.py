"""Tests of `pipelines.document.files`."""
