"""A small corpus, cases about it, and products that answer as they are told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from corpus import Corpus, load_corpus
from evals.cases import Case, case_of, gold_sentences
from evals.configuration import Configuration
from evals.product import Product
from evals.scorers.honesty import standing
from evals.scorers.score import Trial
from evals.stored import Record
from rag.answer import Answer, CorpusStamp, Hit, Note, NoteKind, Outcome
from rag.cite import citations_of, marked_text
from rag.claims import carried, claim_of
from rag.verify import Verifier

SMALL = load_corpus(Path(__file__).parents[1] / "rag" / "articles")
TODAY = date(2026, 7, 30)
STALE_AFTER_DAYS = 180
CONFIGURATION = Configuration(
    "0.1.0", "code", SMALL.version, len(SMALL), SMALL.as_of, "bag", None, TODAY.isoformat(), STALE_AFTER_DAYS, "3.11"
)

AGE, START = "au-minimum-age-act#1.1", "au-minimum-age-act#1.2"
FINE_AU, FINE_ES = "au-minimum-age-act#2.1", "es-minimum-age-bill#2.1"
NOT_LAW = "es-minimum-age-bill#2.2"


def case(identifier: str = "a", *shown: str, **changes: object) -> Case:
    """Return a case whose gold evidence are the sentences of these ids, a group each."""
    fields: dict[str, object] = {
        "id": identifier,
        "lang": "en",
        "persona": "parent",
        "kind": "factual",
        "question": f"What does {identifier} say?",
        "expect": "answer",
        "articles": list(dict.fromkeys(one.partition("#")[0] for one in shown)),
        "evidence": [[SMALL.sentence(one).text] for one in shown],
        "facts": [],
        "forbidden": [],
    }
    return case_of(fields | changes)


def answer(question: str, *shown: str, outcome: Outcome = Outcome.ANSWERED, language: str = "en") -> Answer:
    """Return an answer made of the sentences of these ids, with the notes that are due about their standing."""
    claims = carried(
        claim_of(sentence.text, (sentence,), Verifier.default()) for sentence in map(SMALL.sentence, shown)
    )
    citations = citations_of(claims, SMALL)
    notes = [
        Note(NoteKind.NOT_IN_FORCE, told, (one.number,))
        for one in citations
        if (told := standing(SMALL.article(one.article), language))
    ]
    stamp = CorpusStamp(SMALL.version, len(SMALL), SMALL.as_of)
    text = marked_text(claims)
    return Answer(
        question, outcome, language, "extractive", text, stamp, claims=claims, citations=citations, notes=tuple(notes)
    )


def record(of: Case, told: Answer, *, passages: Sequence[str] = ()) -> Record:
    """Return what is kept of a case that got this answer."""
    return Record(of.id, of.asked, 1, told, tuple(passages), (), 12.0)


def trial(of: Case, told: Answer, *, passages: Sequence[str] = (), corpus: Corpus = SMALL) -> Trial:
    """Return a case beside this answer."""
    kept = record(of, told, passages=passages)
    return Trial(of, kept, gold_sentences(of, corpus), corpus, TODAY, STALE_AFTER_DAYS)


def shown(of: Case, *sentences: str, **changes: object) -> Trial:
    """Return a case beside an answer of these sentences."""
    return trial(of, replace(answer(of.question, *sentences), **changes))  # type: ignore[arg-type]


class Telling:
    """A product that shows the sentences it is told to, by question, and counts what it was asked."""

    def __init__(self, sentences: Mapping[str, Sequence[str]]) -> None:
        self.sentences = sentences
        self.asked: list[str] = []

    def product(self) -> Product:
        """Return it as what is measured."""
        return Product(SMALL, self._ask, self._retrieve, Verifier.default().check)

    def _ask(self, question: str, history: Sequence[tuple[str, str]] = ()) -> Answer:
        self.asked.append(question)
        return answer(question, *self.sentences[question])

    def _retrieve(self, question: str) -> tuple[Hit, ...]:
        ids = dict.fromkeys(one.rpartition(".")[0] for one in self.sentences[question])
        return tuple(Hit(SMALL.passage(one), 1.0, ("keyword",)) for one in ids)
