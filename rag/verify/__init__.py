"""Check a sentence against its evidence before anyone reads it (docs/verification.md)."""

from rag.verify.verifier import Verifier, features_for

__all__ = ["Verifier", "features_for"]
