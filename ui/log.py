"""Keep a log beside the index: the reasons for failures go there, the screen stays calm."""

from __future__ import annotations

import io
import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from rag.settings import Settings, read_settings

LARGEST_LOG = 1_000_000
"""Bytes, after which the log starts anew; one older log is kept."""

LINE = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class LogFile(RotatingFileHandler):
    """A log that appears with its first line, and whose own troubles never disturb an answer."""

    def _open(self) -> io.TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging calls it so
        """Go on without the line: a full disk is no reason to withhold an answer."""


def begin() -> Settings:
    """Read the settings and start the log where they put it: what every command does first."""
    settings = read_settings()
    start_log(settings.data_dir)
    return settings


def start_log(folder: Path) -> Path:
    """Send warnings and failures of every part to a file in `folder`, and return its path."""
    path = folder / "footnote.log"
    log = LogFile(path, maxBytes=LARGEST_LOG, backupCount=1, encoding="utf-8", delay=True)
    log.setLevel(logging.WARNING)
    log.setFormatter(logging.Formatter(LINE))
    stop_log()
    logging.getLogger().addHandler(log)
    return path


def stop_log() -> None:
    """Close the log that `start_log` began, if one is open."""
    for log in _open_logs():
        logging.getLogger().removeHandler(log)
        log.close()


def log_path() -> Path | None:
    """Return the file that `start_log` chose, if it did."""
    return next((Path(log.baseFilename) for log in _open_logs()), None)


def _open_logs() -> list[LogFile]:
    return [handler for handler in logging.getLogger().handlers if isinstance(handler, LogFile)]
