"""Alembic's entry: runs the steps on the connection that ``sync.server.migrate`` hands over, in its transaction."""

from alembic import context

from sync.server.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    transaction_per_migration=False,
)
context.run_migrations()
