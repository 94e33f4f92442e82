"""Tests of `pipelines.document.page`."""
