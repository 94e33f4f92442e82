"""Tests of the metric and its report."""
