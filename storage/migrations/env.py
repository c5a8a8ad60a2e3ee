"""Alembic's door, opened by storage.migrate with a connection that is in a transaction already."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
context.run_migrations()
