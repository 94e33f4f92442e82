"""Tests of pipelines/document/."""
