"""The first schema: channels, posts, claims, what follows from them, chats and the outbox."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    op.create_table(
        "alive",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("first", MOMENT, nullable=False),
        sa.Column("last", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_alive_channel_last", "alive", ["channel", "transport", "last"])
    op.create_index("ix_alive_last", "alive", ["last"])
    op.create_table(
        "channels",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("telegram_id", sa.BigInteger(), nullable=True),
        sa.Column("title", sa.String(), server_default="", nullable=False),
        sa.Column("aliases", sa.Text(), server_default="[]", nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("configured", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sa.UniqueConstraint("telegram_id"),
    )
    op.create_table(
        "chats",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("timezone", sa.String(), nullable=False),
        sa.Column("quiet", sa.Text(), nullable=True),
        sa.Column("muted_until", MOMENT, nullable=True),
        sa.Column("digest", sa.String(length=8), nullable=True),
        sa.Column("closed", sa.String(), nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("configured", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "topic"),
    )
    op.create_table(
        "episodes",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_episodes_region_until", "episodes", ["region", "until"])
    op.create_index("ix_episodes_until", "episodes", ["until"])
    op.create_table(
        "health",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "transport"),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("begins", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_incidents_ends", "incidents", ["ends"])
    op.create_index("ix_incidents_region_ends", "incidents", ["region", "ends"])
    op.create_table(
        "live_messages",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("heard", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("updated", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "topic", "about"),
    )
    op.create_index("ix_live_about", "live_messages", ["about"])
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.BigInteger(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("rings", sa.Boolean(), nullable=False),
        sa.Column("edits", sa.Boolean(), nullable=False),
        sa.Column("reply", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("not_before", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("fate", sa.String(length=12), nullable=False),
        sa.Column("fate_reason", sa.Text(), nullable=False),
        sa.Column("fated", MOMENT, nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("due", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("chat_id", "topic", "key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_due", "outbox", ["priority", "id"], **_where("due IS NOT NULL"))
    op.create_index("ix_outbox_fated", "outbox", ["fated"], **_where("fated IS NOT NULL"))
    op.create_index("ix_outbox_message", "outbox", ["chat_id", "message_id"], **_where("message_id IS NOT NULL"))
    op.create_index("ix_outbox_order", "outbox", ["chat_id", "topic", "about", "id"], **_where("due IS NOT NULL"))
    op.create_table(
        "state",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "subscriptions",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("interest", sa.String(length=16), nullable=False),
        sa.Column("severity", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "topic", "region", "interest"),
    )
    op.create_index("ix_subscriptions_match", "subscriptions", ["region", "interest", "severity", "chat_id", "topic"])
    op.create_table(
        "tally_days",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("weapon", sa.String(length=20), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("zone", "day", "subject", "weapon"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally_rows",
        sa.Column("zone", sa.String(), nullable=False),
        sa.Column("day", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("weapon", sa.String(length=20), nullable=False),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("stamp", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("zone", "day", "subject", "weapon", "region"),
        sqlite_with_rowid=False,
    )
    op.create_table("tally_zones", sa.Column("zone", sa.String(), nullable=False), sa.PrimaryKeyConstraint("zone"))
    op.create_table(
        "posts",
        sa.Column("id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("posted", MOMENT, nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn", MOMENT, nullable=True),
        sa.Column("current", ID, nullable=True),
        sa.Column("weighed", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["channels.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("channel_id", "message_id", name="uq_posts_channel_message"),
    )
    op.create_index("ix_posts_channel_posted", "posts", ["channel_id", "posted"])
    op.create_index("ix_posts_posted", "posts", ["posted"])
    op.create_table(
        "revisions",
        sa.Column("id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("transport", sa.String(), nullable=False),
        sa.Column("transports", sa.SmallInteger(), nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.Column("edited", MOMENT, nullable=True),
        sa.Column("valid", MOMENT, nullable=False),
        sa.Column("media", sa.Text(), server_default="", nullable=False),
        sa.Column("forwarded_from", sa.String(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["posts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("post_id", "number", name="uq_revisions_post_number"),
    )
    op.create_table(
        "claims",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("channel_id", ID, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("leads", sa.Boolean(), nullable=False),
        sa.Column("quotes", sa.SmallInteger(), nullable=True),
        sa.Column("region", sa.String(length=12), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("weapon", sa.String(length=20), nullable=True),
        sa.Column("begins", MOMENT, nullable=False),
        sa.Column("ends", MOMENT, nullable=False),
        sa.Column("long_until", MOMENT, nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"],
            ["channels.id"],
        ),
        sa.ForeignKeyConstraint(
            ["post_id"],
            ["posts.id"],
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_claims_begins", "claims", ["begins"])
    op.create_index("ix_claims_channel_begins", "claims", ["channel_id", "begins"])
    op.create_index("ix_claims_long", "claims", ["long_until"], **_where("long_until IS NOT NULL"))
    op.create_index("ix_claims_post", "claims", ["post_id"])
    op.create_index("ix_claims_quotes", "claims", ["quotes", "begins"], **_where("quotes IS NOT NULL"))
    op.create_index("ix_claims_region_begins", "claims", ["region", "begins"])
    op.create_table(
        "unread",
        sa.Column("revision_id", ID, autoincrement=False, nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["revision_id"],
            ["revisions.id"],
        ),
        sa.PrimaryKeyConstraint("revision_id"),
    )
