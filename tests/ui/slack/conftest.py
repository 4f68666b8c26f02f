"""A fake Slack, and the bot as a process beside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.ui.slack.fake import APP_TOKEN, BOT_TOKEN, FakeSlack
from ui.database import database_address, engine_of, open_database

ROOT = Path(__file__).parents[3]


@dataclass
class Running:
    """A fake Slack with bots beside it that share one folder."""

    slack: FakeSlack
    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, *arguments: str, module: str = "tests.ui.slack.light", **settings: object) -> None:
        """Start a bot and wait until it is connected."""
        opened = self.slack.opened
        command = [sys.executable, "-m", module, *arguments]
        environment = environment_for(self.slack, self.folder, **settings)
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self.processes.append(process)
        self.slack.wait_for_connection(opened)

    def kill(self, place: int = -1) -> None:
        """Kill a bot outright."""
        self.processes[place].kill()
        self.processes[place].wait()

    def stop(self) -> None:
        """End every bot, kindly first."""
        for process in self.processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def rows(self, statement: str, **values: object) -> list[Any]:
        """Look into the database of the bots."""
        database = open_database(database_address(None, self.folder / "data"))
        with database() as session:
            found = list(session.execute(text(statement), values).all())
        engine_of(database).dispose()
        return found

    @property
    def log(self) -> str:
        """What the bots wrote into their log."""
        path = self.folder / "data" / "footnote.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""


def environment_for(slack: FakeSlack, folder: Path, **settings: object) -> dict[str, str]:
    """Return the environment of a bot that talks to `slack` and keeps its data in `folder`."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    chosen = {
        "data_dir": folder / "data",
        "slack_bot_token": BOT_TOKEN,
        "slack_app_token": APP_TOKEN,
        "slack_api_url": slack.address,
        "slack_lease_seconds": 2,
        "slack_per_person": 0,
        "slack_per_channel": 0,
        **settings,
    }
    return own | {f"FOOTNOTE_{name.upper()}": str(value) for name, value in chosen.items()}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """One bot for the tests of a module; each of them talks in channels of its own."""
    with FakeSlack() as slack:
        together = Running(slack, tmp_path_factory.mktemp("slack"))
        together.start()
        yield together
        together.stop()


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Running]:
    """A fake Slack without a bot: the test starts its own."""
    with FakeSlack() as slack:
        together = Running(slack, tmp_path)
        yield together
        together.stop()


@pytest.fixture
def slack(running: Running) -> Iterator[FakeSlack]:
    """The fake Slack of the module; a test leaves no complaint about arguments behind."""
    yield running.slack
    assert running.slack.violations == []
