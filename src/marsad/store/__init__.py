"""The workspace: documents, events and runs in a database, SQLite by default."""
