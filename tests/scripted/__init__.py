"""A scripted chat server for tests, and for trying things by hand: `python -m tests.scripted`."""

from tests.scripted.server import Server

__all__ = ["Server"]
