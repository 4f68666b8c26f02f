"""How likely a sentence answers a question: features that a person can read, and a weight for each."""

from rag.relevance.model import Model, shipped_model
from rag.relevance.relevance import Judged, Relevance, Rows
from rag.relevance.tables import Tables, build_tables

__all__ = ["Judged", "Model", "Relevance", "Rows", "Tables", "build_tables", "shipped_model"]
