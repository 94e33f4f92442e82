"""Whole ways through the house: from a dropped file to the card in the thread."""
