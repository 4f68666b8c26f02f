"""One place for what people send, and nothing half written."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Mapped, mapped_column

from rag.errors import SettingsError
from ui.database import Base, database_address, engine_of, open_database


class Pebble(Base):
    """A table that only these tests know."""

    __tablename__ = "pebbles"
    number: Mapped[int] = mapped_column(primary_key=True)


@pytest.fixture
def database(tmp_path):
    opened = open_database(database_address(None, tmp_path / "not" / "there" / "yet"))
    yield opened
    engine_of(opened).dispose()


def numbers(database):
    with database() as session:
        return sorted(session.scalars(select(Pebble.number)))


def test_what_is_kept_is_there_when_the_database_is_opened_again(database):
    with database.begin() as session:
        session.add(Pebble(number=1))

    again = open_database(str(engine_of(database).url))

    assert numbers(again) == [1]
    engine_of(again).dispose()


def test_a_transaction_that_breaks_leaves_no_trace(database):
    def breaks():
        with database.begin() as session:
            session.add(Pebble(number=1))
            session.flush()
            raise KeyError("broken on purpose")

    with pytest.raises(KeyError):
        breaks()

    assert numbers(database) == []


def test_many_writers_wait_for_one_another(database):
    def write(number):
        with database.begin() as session:
            session.add(Pebble(number=number))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(24)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert numbers(database) == list(range(24))


def test_an_address_that_was_set_goes_before_the_data_folder(tmp_path):
    assert database_address("postgresql+psycopg://db/footnote", tmp_path) == "postgresql+psycopg://db/footnote"


@pytest.mark.parametrize("address", ["", "no address", "nothing://here", "sqlite:////proc/no/such/place.db"])
def test_an_address_that_cannot_be_used_is_named_with_what_to_do(address):
    with pytest.raises(SettingsError, match="FOOTNOTE_DATABASE_URL"):
        open_database(address)


def test_a_password_in_an_address_is_not_repeated():
    with pytest.raises(SettingsError) as caught:
        open_database("nothing://me:secret@host/db")

    assert "secret" not in str(caught.value)
