"""Tests of pipelines/document/agreement."""
