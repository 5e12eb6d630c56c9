"""Open the database engines under the library: SQLite and PostgreSQL."""
