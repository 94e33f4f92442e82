"""Files taken apart: the words of their pages, their pixels, what is attached."""
