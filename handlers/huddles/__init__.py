"""Voice rooms of channels: begun and joined in a conversation, and told of in its thread."""
