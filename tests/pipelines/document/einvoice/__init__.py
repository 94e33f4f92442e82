"""Tests of `pipelines.document.einvoice`."""
