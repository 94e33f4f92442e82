"""What happens in a conversation; has never heard of Slack, Teams, SQL or a vendor."""
