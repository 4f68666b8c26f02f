"""Decide, before anything is searched, whether a question goes on, and where it ends if it does not."""

from rag.route.names import proper_names
from rag.route.router import Route, Router

__all__ = ["Route", "Router", "proper_names"]
