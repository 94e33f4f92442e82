"""The words that documents print beside their values, by family and language."""
