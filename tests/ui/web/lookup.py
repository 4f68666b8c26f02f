"""A pipeline that answers with the sentences of a small corpus that share words with the question."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from corpus import Corpus, Sentence
from rag.answer import Answer, Claim, CorpusStamp, Helpline, Label, Outcome, Verdict
from rag.cite import citations_of, evidence_of, number
from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from rag.understand.words import fold, words

HELP = (
    Helpline("Childline", "GB", "0800 1111", "24 hours a day", "uk-online-safety-act#1.1"),
    Helpline("Federal Trade Commission", "US", "TakeItDown.ftc.gov", "", "us-ca-companion-chatbot-act#1.1"),
)


class LookupPipeline:
    """Answers at once, or holds back what follows the first sentence; remembers what it was asked."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.gate = threading.Event()
        """While it is cleared, nothing follows the first sentence; it is set from the start."""
        self.gate.set()
        self.asked: list[tuple[str, tuple, str | None]] = []

    def stream(self, question, history=(), *, jurisdiction=None) -> Iterator[Event]:
        self.asked.append((question, tuple(history), jurisdiction))
        yield StatusEvent("Searching the articles")
        if "blackmailed" in question:
            yield AnswerEvent(self._answer(question, Outcome.SIGNPOSTED, "They help:\n- Childline\n\nCall.", (), HELP))
            return
        claims = self._claims(question, jurisdiction)
        for claim in claims:
            yield ClaimEvent(claim)
            self.gate.wait(60)
        outcome = Outcome.ANSWERED if claims else Outcome.NO_EVIDENCE
        yield AnswerEvent(self._answer(question, outcome, "The corpus does not say.", claims))

    def retrieve(self, question, k=10, *, jurisdiction=None):
        return []

    def _claims(self, question: str, jurisdiction: str | None) -> tuple[Claim, ...]:
        wanted = {word for word in words(question) if len(word) > 4}
        found = [one for one in self.corpus.sentences if self._fits(one, wanted, jurisdiction)]
        verdict = Verdict(Label.SUPPORTED, 0.9, ("the same words",))
        return number(Claim(one.text, (evidence_of(one),), verdict) for one in found[:3])

    def _fits(self, sentence: Sentence, wanted: set[str], jurisdiction: str | None) -> bool:
        place = self.corpus.article_of(sentence.id).jurisdiction
        return (not jurisdiction or place == jurisdiction) and any(word in fold(sentence.text) for word in wanted)

    def _answer(
        self, question: str, outcome: Outcome, text: str, claims: tuple[Claim, ...], lines: tuple[Helpline, ...] = ()
    ) -> Answer:
        return Answer(
            question=question,
            outcome=outcome,
            language="en",
            mode="extractive",
            text=" ".join(claim.text for claim in claims) or text,
            corpus=CorpusStamp(self.corpus.version, len(self.corpus), self.corpus.as_of),
            claims=claims,
            citations=citations_of(claims, self.corpus),
            helplines=lines,
            follow_ups=() if lines else ("What else does it say?",),
        )
