"""Answers held against the truth: the metric of the documents' truth files, and its report."""
