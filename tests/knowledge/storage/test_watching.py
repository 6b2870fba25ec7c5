"""库有没有被改过：没有人提交就一样，别的连接或进程提交了就不一样；看不出的数据库说看不出。"""

from __future__ import annotations

import gc
import weakref

from sqlalchemy import Engine, text

from knowledge.storage.engine import open_engine
from knowledge.storage.migrate import upgrade_catalogue
from knowledge.storage.watching import Watch

CHANGE = text("UPDATE meta SET value = 'x' WHERE key = 'generation'")


def test_a_commit_is_seen_and_nothing_else_is(engine: Engine) -> None:
    upgrade_catalogue(engine)
    watch = Watch(engine)
    first = watch.version()
    if engine.dialect.name != "sqlite":
        assert first is None
        return
    with engine.connect() as connection:
        connection.execute(text("SELECT * FROM meta")).all()
    with engine.connect() as connection:
        connection.execute(CHANGE)
        assert watch.version() == first
        connection.rollback()
    assert watch.version() == first
    other = open_engine(engine.url.render_as_string(hide_password=False))
    with other.connect() as connection:
        connection.execute(CHANGE)
        connection.commit()
    other.dispose()
    assert watch.version() != first
    assert watch.version() == watch.version()


def test_it_does_not_stand_in_the_way_of_writing_and_leaves_nothing(engine: Engine) -> None:
    upgrade_catalogue(engine)
    watch = Watch(engine)
    watch.version()
    with engine.connect() as connection:
        connection.execute(CHANGE)
        connection.commit()
    gone = weakref.ref(watch)
    del watch
    gc.collect()
    assert gone() is None
