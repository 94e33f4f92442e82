"""What square codes say."""
