"""What can be done with a file or a voice; has never heard of chat, SQL or a process."""
