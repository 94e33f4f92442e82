"""Whether what a writer tells of a meeting was said there: no model is asked, and none believed."""
