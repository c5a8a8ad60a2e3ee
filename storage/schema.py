"""The tables, a shelf for each group of them. What is written here is what migrations/ leads up to.

Times are microseconds since 1970 in UTC (columns.Moment). Values of the model that are never searched
by are kept whole, as compact JSON, in a column called `body`. Nothing here is ever deleted by retention but
rows of chats, the small state that names them, and the outbox: revisions are kept, tallies are made anew.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.columns import HourMinute, Id, Moment

VERSION = "0004"
"""The newest migration. A test holds it to migrations/versions."""

metadata = MetaData()

channels = Table(
    "channels",
    metadata,
    Column("id", Id, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("telegram_id", BigInteger, unique=True),
    Column("title", String, nullable=False, server_default=""),
    Column("aliases", Text, nullable=False, server_default="[]"),
    Column("since", Moment, nullable=False),  # first configured or heard of: before that nothing was expected
    Column("configured", Boolean, nullable=False),
    Column("body", Text, nullable=False),
)

posts = Table(
    "posts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel_id", Id, ForeignKey("channels.id"), nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("posted", Moment, nullable=False),
    Column("reply_to", BigInteger),
    Column("withdrawn", Moment),
    Column("current", Id),  # revisions.id: the text that stands
    Column("weighed", Integer, nullable=False, server_default="0"),  # the revision whose claims stand
    UniqueConstraint("channel_id", "message_id", name="uq_posts_channel_message"),
    Index("ix_posts_channel_posted", "channel_id", "posted"),
    Index("ix_posts_posted", "posted"),
)

revisions = Table(
    "revisions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("post_id", Id, ForeignKey("posts.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("transport", String, nullable=False),  # the first by which it came
    Column("transports", SmallInteger, nullable=False),  # a bit for each by which it was seen
    Column("seen", Moment, nullable=False),
    Column("edited", Moment),
    Column("valid", Moment, nullable=False),  # since when it was the text, as well as is known
    Column("media", Text, nullable=False, server_default=""),
    Column("forwarded_from", String, nullable=False, server_default=""),
    Column("body", Text),  # the reading but for its claims; NULL = not read
    UniqueConstraint("post_id", "number", name="uq_revisions_post_number"),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("post_id", Id, ForeignKey("posts.id"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("kept", Id, nullable=False),  # revisions.id: the newest one of all posts at that moment
    Column("back", Boolean, nullable=False),  # its channel shows the same text again
    Index("ix_withdrawals_post", "post_id"),
)

unread = Table(
    "unread",
    metadata,
    Column("revision_id", Id, ForeignKey("revisions.id"), primary_key=True, autoincrement=False),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("reason", Text, nullable=False, server_default=""),
)

claims = Table(
    "claims",
    metadata,
    Column("id", Id, primary_key=True),
    Column("revision_id", Id, ForeignKey("revisions.id"), nullable=False),
    Column("post_id", Id, ForeignKey("posts.id"), nullable=False),
    Column("channel_id", Id, ForeignKey("channels.id"), nullable=False),
    Column("ordinal", Integer, nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("leads", Boolean, nullable=False),  # the first of its post and window that names places
    Column("quotes", SmallInteger),  # 1 = in the name of an office of a whole country, else NULL
    Column("region", String(12), nullable=False),  # '' = nationwide, '+' = several together (see body)
    Column("subject", String(16), nullable=False),
    Column("weapon", String(20)),
    Column("begins", Moment, nullable=False),  # the earlier of window start and posting
    Column("ends", Moment, nullable=False),  # the later of window end and posting
    Column("long_until", Moment),  # = ends where it lasts longer than LONG, else NULL
    Column("body", Text, nullable=False),
    Index("ix_claims_region_begins", "region", "begins"),
    Index("ix_claims_channel_leads", "channel_id", "leads", "begins"),
    Index("ix_claims_begins", "begins"),
    Index("ix_claims_post", "post_id"),
    Index(
        "ix_claims_long",
        "long_until",
        sqlite_where=text("long_until IS NOT NULL"),
        postgresql_where=text("long_until IS NOT NULL"),
    ),
    Index(
        "ix_claims_quotes",
        "quotes",
        "begins",
        sqlite_where=text("quotes IS NOT NULL"),
        postgresql_where=text("quotes IS NOT NULL"),
    ),
)

tally_zones = Table(  # zones in which any tally was ever asked for
    "tally_zones",
    metadata,
    Column("zone", String, primary_key=True),
)

tally_days = Table(  # one row for each tally ever asked for: it is kept ready from then on
    "tally_days",
    metadata,
    Column("zone", String, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),  # date.toordinal()
    Column("subject", String(16), primary_key=True),
    Column("weapon", String(20), primary_key=True),
    Column("stamp", BigInteger, nullable=False),  # moves on with every write that bears on all regions
    Column("complete", Boolean, nullable=False),  # a region without a row had nothing said of it
    Column("body", Text),  # what is said of the whole country; NULL = to be counted anew
    sqlite_with_rowid=False,
)

tally_rows = Table(  # the regions' rows of those tallies
    "tally_rows",
    metadata,
    Column("zone", String, primary_key=True),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("subject", String(16), primary_key=True),
    Column("weapon", String(20), primary_key=True),
    Column("region", String(12), primary_key=True),
    Column("stamp", BigInteger, nullable=False),  # moves on with every write that bears on the row
    Column("body", Text),  # NULL = to be counted anew, '' = nothing was said of it
    sqlite_with_rowid=False,
)

episodes = Table(
    "episodes",
    metadata,
    Column("id", String, primary_key=True),
    Column("region", String(12), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),  # NULL while it is open
    Column("body", Text, nullable=False),
    Index("ix_episodes_region_until", "region", "until"),
    Index("ix_episodes_until", "until"),
)

incidents = Table(
    "incidents",
    metadata,
    Column("id", String, primary_key=True),
    Column("region", String(12), nullable=False),
    Column("begins", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_incidents_region_ends", "region", "ends"),
    Index("ix_incidents_ends", "ends"),
)

alive = Table(  # spans in which a source was heard; one row for each stretch without a gap
    "alive",
    metadata,
    Column("id", Id, primary_key=True),
    Column("channel", String, nullable=False),
    Column("transport", String, nullable=False),
    Column("first", Moment, nullable=False),
    Column("last", Moment, nullable=False),
    Index("ix_alive_channel_last", "channel", "transport", "last"),
    Index("ix_alive_last", "last"),
)

health = Table(
    "health",
    metadata,
    Column("channel", String, primary_key=True),
    Column("transport", String, primary_key=True),
    Column("body", Text, nullable=False),
)

chats = Table(
    "chats",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("kind", String, nullable=False),
    Column("title", String, nullable=False),
    Column("language", String(8), nullable=False),
    Column("timezone", String, nullable=False),
    Column("quiet", Text),
    Column("muted_until", Moment),
    Column("digest", HourMinute),
    Column("closed", String, nullable=False),
    Column("closed_at", Moment),
    Column("configured", Boolean, nullable=False),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("region", String(12), primary_key=True),
    Column("interest", String(16), primary_key=True),
    Column("severity", SmallInteger, nullable=False),
    Index("ix_subscriptions_match", "region", "interest", "severity", "chat_id", "topic"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False),
    Column("about", String, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("reason", Text, nullable=False),
    Column("key", String, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("rings", Boolean, nullable=False),
    Column("edits", Boolean, nullable=False),
    Column("reply", Boolean, nullable=False),
    Column("payload", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("not_before", Moment, nullable=False),
    Column("expires_at", Moment),
    Column("attempts", Integer, nullable=False),
    Column("leased_until", Moment),
    Column("fate", String(12), nullable=False),
    Column("fate_reason", Text, nullable=False),
    Column("fated", Moment),  # when the fate was written, for retention
    Column("message_id", BigInteger),
    Column("due", Moment),  # when it may be taken next; NULL once its fate is known
    UniqueConstraint("chat_id", "topic", "key", name="uq_outbox_key"),
    Index(
        "ix_outbox_due",
        "priority",
        "id",
        sqlite_where=text("due IS NOT NULL"),
        postgresql_where=text("due IS NOT NULL"),
    ),
    Index(
        "ix_outbox_order",
        "chat_id",
        "topic",
        "about",
        "id",
        sqlite_where=text("due IS NOT NULL"),
        postgresql_where=text("due IS NOT NULL"),
    ),
    Index(
        "ix_outbox_message",
        "chat_id",
        "message_id",
        sqlite_where=text("message_id IS NOT NULL"),
        postgresql_where=text("message_id IS NOT NULL"),
    ),
    Index(
        "ix_outbox_fated",
        "fated",
        sqlite_where=text("fated IS NOT NULL"),
        postgresql_where=text("fated IS NOT NULL"),
    ),
)

live_messages = Table(
    "live_messages",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", BigInteger, primary_key=True, autoincrement=False),
    Column("about", String, primary_key=True),
    Column("message_id", BigInteger, nullable=False),
    Column("heard", Boolean, nullable=False),
    Column("text", Text, nullable=False),
    Column("updated", Moment, nullable=False),
    Index("ix_live_about", "about"),
)

state = Table(
    "state",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

changes = Table(
    "changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("about", String, nullable=False),
    Column("regions", String, nullable=False),  # codes, by spaces
    Column("post", String, nullable=False),
    Column("weapon", String(20)),
    Index("ix_changes_at", "at"),
)
