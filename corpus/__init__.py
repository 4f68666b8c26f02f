"""What Footnote knows and where it comes from. Imports nothing else of ours."""

from corpus.article import Article, Kind, Passage, Sentence, Source, SourceType, Status, Topic
from corpus.errors import CorpusError
from corpus.store import Corpus, load_corpus

__all__ = [
    "Article",
    "Corpus",
    "CorpusError",
    "Kind",
    "Passage",
    "Sentence",
    "Source",
    "SourceType",
    "Status",
    "Topic",
    "load_corpus",
]
