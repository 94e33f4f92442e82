"""Tests of pipelines/backends/."""
