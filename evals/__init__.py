"""The measure: questions with gold evidence, put to the same door that everybody uses."""

from evals.cases import Case, read_cases

__all__ = ["Case", "read_cases"]
