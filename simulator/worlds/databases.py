"""SQLite databases in memory, restored from a template, that many conversations take turns in.

A database with its prepared statements takes 200 KB and 200 microseconds; what one conversation has changed in it is
a few statements, which are undone when another one needs the database, and done again when the first comes back.
"""

from __future__ import annotations

import sqlite3
from threading import RLock
from typing import Any

from simulator.worlds.statements import guard

MAX_VALUE = 32_768
MAX_PAGES = 8_192
OPEN = 8
"""So many are open, unless more conversations than that have changed so much that they keep theirs. Few stay in the
processor's memory: 200 conversations at once take a third longer with a database each."""
MUCH = 32
"""More statements than that are not done again."""
SLICE = 10_000
MAX_STEPS = 500_000

Values = Any


class Databases:
    """All databases of one world file; `turn` is held by whoever uses one, for assistants call from many threads."""

    __slots__ = ("_free", "_held", "_template", "turn")

    def __init__(self, template: bytes) -> None:
        self._template = template
        self._free: list[sqlite3.Connection] = []
        self._held: dict[Tenant, None] = {}
        self.turn = RLock()

    def lend(self, tenant: Tenant) -> sqlite3.Connection:
        """A database as the world file fills it, inside a transaction that is never committed."""
        if not self._free:
            first = next(iter(self._held)) if len(self._held) >= OPEN else None
            self._free.append(self._left_by(first) if first else self._fresh())
        database = self._free.pop()
        database.execute("BEGIN")
        database.set_progress_handler(tenant.step, SLICE)
        self._held[tenant] = None
        return database

    def keep(self, tenant: Tenant) -> None:
        """From now on the tenant is not asked to leave."""
        self._held.pop(tenant, None)

    def give_back(self, tenant: Tenant) -> None:
        """Undoes all a conversation did; the database and its prepared statements serve the next one."""
        database = self._left_by(tenant)
        if len(self._free) + len(self._held) < OPEN:
            self._free.append(database)
        else:
            database.close()

    def _left_by(self, tenant: Tenant) -> sqlite3.Connection:
        self._held.pop(tenant, None)
        database = tenant.leave()
        if database.in_transaction:
            database.execute("ROLLBACK")
        database.set_progress_handler(None, 0)
        return database

    def _fresh(self) -> sqlite3.Connection:
        database = connect()
        database.deserialize(self._template)
        database.set_authorizer(guard)
        return database


class Tenant:
    """One conversation's way to a database that holds what it has done."""

    __slots__ = ("_databases", "_done", "_now", "steps")

    def __init__(self, databases: Databases) -> None:
        self._databases = databases
        self.steps = 0
        self._now: sqlite3.Connection | None = None
        self._done: list[tuple[str, Values]] = []

    def database(self) -> sqlite3.Connection:
        """The database; every change made in it has to be told."""
        database = self._now
        if database is None:
            database = self._now = self._databases.lend(self)
            for sql, values in self._done:
                again(database, sql, values)
        return database

    def step(self) -> int:
        """Heard every so many steps of a statement: whether it takes too many."""
        self.steps += SLICE
        return 1 if self.steps > MAX_STEPS else 0

    def did(self, sql: str, values: Values) -> None:
        """A statement has changed something."""
        self._done.append((sql, values))
        if len(self._done) > MUCH:
            self._databases.keep(self)

    def leave(self) -> sqlite3.Connection:
        """The database, for somebody else."""
        database, self._now = self._now, None
        assert database, "only who has a database can leave it"
        return database

    def close(self) -> None:
        """Gives the database back; a second time does nothing."""
        if self._now is not None:
            self._databases.give_back(self)


def again(database: sqlite3.Connection, sql: str, values: Values) -> None:
    """Does what was done once; what failed half-way then fails half-way now."""
    try:
        database.execute(sql, values).fetchall()
    except sqlite3.Error:
        return


def connect() -> sqlite3.Connection:
    """An empty database within its bounds."""
    database = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
    database.execute(f"PRAGMA max_page_count = {MAX_PAGES}").close()
    return database
