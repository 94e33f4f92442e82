"""`python -m bot forget`: erase a file and all that was made of it, and print the receipt."""
