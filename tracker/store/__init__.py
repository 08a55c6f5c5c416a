"""The SQLite database: opening it, its schema, and every read and write."""
