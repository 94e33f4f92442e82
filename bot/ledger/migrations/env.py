"""What alembic runs: it migrates over the connection that `bot.ledger.upgrade` hands it."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
