"""What the square codes on a page say, by the standards that print them on bills."""
