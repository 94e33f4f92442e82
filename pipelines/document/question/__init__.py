"""What a model is shown of a document, what it is asked, and what shape it answers in."""
