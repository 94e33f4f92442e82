"""The process of voice rooms: pages talk in them, and it never opens what is kept."""
