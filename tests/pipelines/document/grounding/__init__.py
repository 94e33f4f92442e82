"""Tests of pipelines/document/grounding."""
