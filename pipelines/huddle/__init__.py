"""A voice room: people and one assistant, who hear each other and see one screen."""
