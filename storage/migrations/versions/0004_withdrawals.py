"""Withdrawals are rows: a post can go and come back, and a replay has to do so in the order in which it happened."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.BigInteger()  # microseconds since 1970

FILL = """
INSERT INTO withdrawals (post_id, at, kept, back)
SELECT post_id, at, COALESCE(kept, 0), FALSE FROM (
    SELECT post_id, at, MAX(revision_id) OVER (ORDER BY at, order_ ROWS UNBOUNDED PRECEDING) AS kept FROM (
        SELECT NULL AS post_id, seen AS at, 0 AS order_, id AS revision_id FROM revisions
        UNION ALL SELECT id, withdrawn, 1, NULL FROM posts WHERE withdrawn IS NOT NULL
    ) AS told
) AS placed WHERE post_id IS NOT NULL ORDER BY at
"""


def upgrade() -> None:
    op.create_table(
        "withdrawals",
        sa.Column("id", ID, nullable=False),
        sa.Column("post_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("kept", ID, nullable=False),
        sa.Column("back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["posts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_withdrawals_post", "withdrawals", ["post_id"])
    op.execute(FILL)
