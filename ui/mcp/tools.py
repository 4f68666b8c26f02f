"""What the three tools do, without the protocol around it: ask, search, check."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any, Protocol

from corpus import Corpus
from rag.answer import Answer, Hit
from rag.conversation import History
from rag.messages import suggestions
from rag.verify import Verifier
from ui.intake import InputProblem, read_jurisdiction, read_question

log = logging.getLogger(__name__)

MOST_HITS = 30
MOST_EVIDENCE = 50
LONGEST_TEXT = 5000
"""Characters of a claim or of one piece of evidence."""


class Door(Protocol):
    """What the tools need of a pipeline."""

    @property
    def corpus(self) -> Corpus:
        """What it answers from."""

    def ask(self, question: str, history: History = (), *, jurisdiction: str | None = None) -> Answer:
        """Answer a question."""

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        """Return the best passages."""


class Tools:
    """The tools over a pipeline that is opened when the first of them is called."""

    def __init__(self, open_: Callable[[], Door]) -> None:
        self._open = open_
        self._lock = Lock()
        self._pipeline: Door | None = None

    def ask(self, question: str, jurisdiction: str = "", history: History = ()) -> dict[str, Any]:
        """Return the JSON of an answer."""
        asked, pipeline = read_question(question), self._door()
        return pipeline.ask(asked, history, jurisdiction=self._place(pipeline, jurisdiction)).to_dict()

    def search(self, query: str, count: int = 10, jurisdiction: str = "") -> list[dict[str, Any]]:
        """Return the passages that fit a query, best first, each sentence with its id and its sources."""
        asked, pipeline = read_question(query), self._door()
        place = self._place(pipeline, jurisdiction)
        hits = pipeline.retrieve(asked, max(1, min(count, MOST_HITS)), jurisdiction=place)
        return [_hit_to_dict(hit, pipeline.corpus) for hit in hits]

    def check(self, claim: str, evidence: Sequence[str]) -> dict[str, Any]:
        """Return whether the evidence carries the claim; needs no corpus."""
        if not claim.strip():
            raise InputProblem("The claim is empty. Send one sentence, and the sentences it should rest on.")
        if len(evidence) > MOST_EVIDENCE or any(len(text) > LONGEST_TEXT for text in (claim, *evidence)):
            most = f"{MOST_EVIDENCE} sentences of {LONGEST_TEXT:,} characters"
            raise InputProblem(
                f"That is too much to check at once; {most} are the most. Send the sentences that matter."
            )
        verdict = Verifier.default().check(claim, evidence)
        return {"verdict": verdict.label.value, "score": verdict.score, "reasons": list(verdict.reasons)}

    def warm(self) -> None:
        """Open the pipeline before the first call needs it; a failure is told by that call, which tries again."""
        try:
            self._door().ask(suggestions("en")[0])
        except Exception as error:  # the rim of the thread this runs in
            log.warning("The pipeline could not be opened beforehand.", exc_info=error)

    def close(self) -> None:
        """Let go of the pipeline, if it was opened."""
        close = getattr(self._pipeline, "close", None)
        if close:
            close()

    def _door(self) -> Door:
        with self._lock:  # the first call builds the index, the others wait for it
            if self._pipeline is None:
                self._pipeline = self._open()
            return self._pipeline

    def _place(self, pipeline: Door, jurisdiction: str) -> str | None:
        if not jurisdiction.strip():
            return None
        return read_jurisdiction(jurisdiction, {article.jurisdiction for article in pipeline.corpus})


def hits_as_text(hits: Sequence[Mapping[str, Any]]) -> str:
    """Return hits as a person, or a model, reads them."""
    blocks = []
    for hit in hits:
        lines = [
            f"{hit['title']} ({hit['jurisdiction']}, {hit['status']}, as of {hit['as_of']}), score {hit['score']:.2f}"
        ]
        lines += [f"- {sentence['text']} [{sentence['sentence']}]" for sentence in hit["sentences"]]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) or "The corpus has no passage about this."


def _hit_to_dict(hit: Hit, corpus: Corpus) -> dict[str, Any]:
    article = corpus.article(hit.passage.article_id)
    return {
        "passage": hit.passage.id,
        "article": article.id,
        "title": article.title,
        "jurisdiction": article.jurisdiction,
        "status": article.status.value,
        "as_of": article.as_of,
        "heading": hit.passage.heading,
        "score": round(hit.score, 4),
        "found_by": list(hit.found_by),
        "sentences": [
            {
                "sentence": sentence.id,
                "text": sentence.text,
                "start": sentence.start,
                "end": sentence.end,
                "sources": [
                    {"title": source.title, "publisher": source.publisher, "date": source.date, "url": source.url}
                    for source in corpus.sources_of(sentence.id)
                ],
            }
            for sentence in hit.passage.sentences
        ],
    }
