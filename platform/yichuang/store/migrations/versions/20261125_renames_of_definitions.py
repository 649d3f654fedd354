"""Renames of definitions."""

import sqlalchemy as sa
from alembic import op

from yichuang.store import types

revision = '4b7c1d90e2fa'
down_revision = 'ee1f2dbfb76a'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the database here from the revision before."""
    op.create_table('definition_rename',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=32), nullable=False),
    sa.Column('old', sa.String(length=64), nullable=False),
    sa.Column('new', sa.String(length=64), nullable=False),
    sa.Column('merged', sa.Boolean(), nullable=False),
    sa.Column('at', types.UtcDateTime(timezone=True), nullable=False),
    sa.Column('by', sa.String(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_definition_rename'))
    )


def downgrade() -> None:
    """Go back to the revision before."""
    op.drop_table('definition_rename')
