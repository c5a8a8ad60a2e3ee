"""A channel's reports are found by the claim that leads each: a ministry's lists have a hundred claims for it."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_index("ix_claims_channel_leads", "claims", ["channel_id", "leads", "begins"])
    op.drop_index("ix_claims_channel_begins", "claims")
