"""Keep what people send in one database: feedback, shared answers, Slack's events and threads.

    database = open_database(url)                  # SQLite in the data folder by default, PostgreSQL by address
    with database.begin() as session:              # one transaction: all of it or nothing
        session.add(Feedback(...))

Every surface adds its tables to `Base` in a module of its own and has them made by `open_database`. SQLAlchemy, because
a public page starts on SQLite and ends on PostgreSQL, and the same statements must hold on both.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from rag.errors import SettingsError

Database = sessionmaker[Session]
"""Opens sessions: `with database.begin() as session` writes or, when anything raises, leaves no trace."""

WAIT_MS = 10_000
"""How long a writer waits for another one in SQLite before it gives up."""


class Base(DeclarativeBase):
    """What every table is registered with."""


def database_address(url: str | None, data_dir: Path) -> str:
    """Return the address that was set, else that of SQLite's file in the data folder."""
    return url or f"sqlite:///{data_dir / 'footnote.db'}"


def open_database(address: str) -> Database:
    """Return a database with every table that is known so far; those that exist keep what they hold.

    Raises `SettingsError` when the address makes no sense or nobody answers there.
    """
    try:
        parts = make_url(address)
        if parts.get_backend_name() == "sqlite" and parts.database not in (None, "", ":memory:"):
            Path(str(parts.database)).parent.mkdir(parents=True, exist_ok=True)
        # An error in the log names the statement and never what people wrote into it.
        engine = create_engine(parts, pool_pre_ping=True, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _share)
        Base.metadata.create_all(engine)
    except (ArgumentError, SQLAlchemyError, ImportError, OSError) as error:
        shown = address.rpartition("@")[2]  # what stands before it may be a password
        raise SettingsError(
            f"The database at {shown} cannot be used: {_first_line(error)}. Check FOOTNOTE_DATABASE_URL."
        ) from error
    return sessionmaker(engine, expire_on_commit=False)


def engine_of(database: Database) -> Engine:
    """Return the engine behind `database`, to close it or to look at its tables."""
    bound = database.kw["bind"]
    assert isinstance(bound, Engine)
    return bound


def _share(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    """Let readers read while somebody writes, writers wait for one another, and nothing stay of what is deleted."""
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {WAIT_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0].rstrip(".")
