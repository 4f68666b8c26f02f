"""Everything that can go wrong, as one short tree.

    FootnoteError                 catch this to catch all of ours
    ├── SettingsError             a setting is missing or makes no sense
    ├── ModelError                the embedding model is missing, altered or will not load
    └── IndexProblem              the index cannot be built or read
        ├── IndexBusy             another process is building; wait for it
        └── IndexDamaged          what lies on disk cannot be used; it is rebuilt, nothing is lost

A corpus that cannot be read raises `corpus.CorpusError`. Not finding evidence is an `Outcome`, never an exception.
Each message says what to do next.
"""


class FootnoteError(Exception):
    """Base of every error that Footnote raises on purpose."""


class SettingsError(FootnoteError):
    """A setting is missing or makes no sense."""


class ModelError(FootnoteError):
    """The embedding model is missing, altered or will not load."""


class IndexProblem(FootnoteError):  # noqa: N818 - IndexError is a name of Python
    """The index cannot be built or read."""


class IndexBusy(IndexProblem):
    """Another process is building the index and did not finish in time."""


class IndexDamaged(IndexProblem):
    """What lies on disk cannot be used."""
