"""What documents taught about sellers, one by one, and counted."""

import sqlalchemy as sa
from alembic import op

from handlers.vendors import lessons
from pipelines.document.model import Reading

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_OF_IT = "tenant = OLD.tenant AND who = OLD.who AND topic = OLD.topic AND value = OLD.value"
_TRIGGERS = (
    """
    CREATE TRIGGER lessons_count AFTER INSERT ON lessons
    BEGIN
        INSERT INTO facts (tenant, who, topic, value, documents)
        VALUES (NEW.tenant, NEW.who, NEW.topic, NEW.value, 1)
        ON CONFLICT (tenant, who, topic, value) DO UPDATE SET documents = documents + 1;
    END
    """,
    f"""
    CREATE TRIGGER lessons_count_no_more AFTER DELETE ON lessons
    BEGIN
        UPDATE facts SET documents = documents - 1 WHERE {_OF_IT};
        DELETE FROM facts WHERE {_OF_IT} AND documents = 0;
    END
    """,  # noqa: S608  # put together of words of this module
)


def upgrade() -> None:
    """Make the tables, and learn from the documents that are there already."""
    table = op.create_table(
        "lessons",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("document_id", sa.String(), primary_key=True),
        sa.Column("who", sa.String(), primary_key=True),
        sa.Column("topic", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant", "document_id"], ["documents.tenant", "documents.id"]),
    )
    by_fact = ["tenant", "who", "topic", "value", "at", "document_id"]
    op.create_index("lessons_by_fact", "lessons", by_fact)
    op.create_table(
        "facts",
        sa.Column("tenant", sa.String(), primary_key=True),
        sa.Column("who", sa.String(), primary_key=True),
        sa.Column("topic", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), primary_key=True),
        sa.Column("documents", sa.Integer(), nullable=False),
    )
    op.create_index("facts_by_topic", "facts", ["tenant", "topic", "who"])
    for trigger in _TRIGGERS:
        op.execute(trigger)
    _learn(table)


def _learn(table: sa.Table) -> None:
    connection = op.get_bind()
    newest = sa.text(
        "SELECT d.tenant, d.id, r.reading, v.state, v.since FROM documents d JOIN revisions r"
        " ON r.tenant = d.tenant AND r.document_id = d.id AND r.revision = d.revision"
        " JOIN reviews v ON v.tenant = d.tenant AND v.document_id = d.id"
    ).columns(since=sa.DateTime(timezone=True))
    for rows in connection.execute(newest).partitions(500):
        taught = [
            {
                "tenant": tenant,
                "document_id": id_,
                "at": at,
                "who": lesson.who,
                "topic": lesson.topic,
                "value": lesson.value,
            }
            for tenant, id_, text, state, at in rows
            for lesson in lessons(Reading.model_validate_json(text), state)
        ]
        if taught:
            connection.execute(sa.insert(table), taught)
