from __future__ import annotations

import pytest

import ui.keep  # noqa: F401 - its tables are made when the database is opened
from ui.database import engine_of, open_database


@pytest.fixture
def database(tmp_path):
    opened = open_database(f"sqlite:///{tmp_path / 'footnote.db'}")
    yield opened
    engine_of(opened).dispose()
