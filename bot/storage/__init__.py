"""Everything that knows the database. SQLite and PostgreSQL are driven by the same code."""
