"""What is kept, in SQL: the ports of handlers/ports.py on SQLAlchemy."""
