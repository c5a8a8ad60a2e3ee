"""Everything that is kept: SQLAlchemy Core on SQLite (a file) or PostgreSQL, one shelf per group of tables."""

from storage.backup import backup, verify
from storage.store import SqlStore, open_store

__all__ = ["SqlStore", "backup", "open_store", "verify"]
