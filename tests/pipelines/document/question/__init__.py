"""Tests of pipelines/document/question."""
