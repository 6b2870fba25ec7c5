"""Alembic 的入口；连接与版本表由 `knowledge.storage.migrate.upgrade` 交来，事务也由它收尾。"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
)
context.run_migrations()
