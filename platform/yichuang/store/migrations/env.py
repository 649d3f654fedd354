"""How alembic runs here: always on the connection it is given, in that connection's transaction."""

from alembic import context
from alembic.operations import ops

from yichuang.store.db import Base
from yichuang.store.schema import import_records, is_declared

import_records()


def forget_info(_context: object, _revision: object, directives: list[ops.MigrationScript]) -> None:
    """What hangs on a table (guards, indexes) is put back after every upgrade, and is no part of a migration."""
    for script in directives:
        for each in script.upgrade_ops.ops if script.upgrade_ops else ():
            if isinstance(each, ops.CreateTableOp):
                each.info = {}


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    include_object=is_declared,
    user_module_prefix="types.",
    compare_type=True,
    process_revision_directives=forget_info,
)
with context.begin_transaction():
    context.run_migrations()
