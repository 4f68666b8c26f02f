"""The whole bot as a process, with a pipeline that needs neither a model nor an index.

python -m tests.ui.slack.light          settings come from the environment, as everywhere
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from corpus import Sentence, load_corpus
from rag.answer import Answer, Claim, CorpusStamp, Helpline, Hit, Outcome
from rag.cite import citations_of
from rag.claims import carried, claim_of
from rag.messages import say
from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from rag.settings import read_settings
from rag.understand import language_of
from rag.understand.words import words
from rag.verify import Verifier
from ui.log import start_log
from ui.slack.bot import open_bot
from ui.slack.socket import serve_socket
from ui.slack.threads import Turns

ARTICLES = Path(__file__).parents[2] / "rag" / "articles"

IN_DANGER, OFF_TOPIC, BREAKS, PANICS = "in danger", "lasagne", "break now", "panic now"
"""Words that make it end otherwise than with an answer."""


class LightDoor:
    """Answers with the sentences of a tiny corpus that share most words with the question and its history."""

    def __init__(self, *, pause: float = 0.0, claims: int = 3) -> None:
        self.corpus = load_corpus(ARTICLES)
        self._verifier = Verifier.default()
        self._pause = pause
        self._claims = claims
        self._stamp = CorpusStamp(self.corpus.version, len(self.corpus), self.corpus.as_of)

    def stream(self, question: str, history: Turns = (), *, jurisdiction: str | None = None) -> Iterator[Event]:
        language = language_of(question)
        yield StatusEvent(say("status.understanding", language))
        if PANICS in question:
            raise TypeError("nobody expected this")
        if IN_DANGER in question:
            yield AnswerEvent(self._signposted(question, language))
            return
        if OFF_TOPIC in question:
            yield AnswerEvent(
                self._bare(question, language, Outcome.OUT_OF_SCOPE, say("outcome.out_of_scope", language))
            )
            return
        if BREAKS in question:
            text = say("outcome.failed", language, number="0f0f0f0f")
            yield AnswerEvent(self._bare(question, language, Outcome.FAILED, text))
            return
        yield StatusEvent(say("status.searching", language, articles=len(self.corpus)))
        yield StatusEvent(say("status.writing", language))
        asked = " ".join([*(text for role, text in history if role == "user"), question])
        claims = carried(claim_of(one.text, (one,), self._verifier) for one in self._best(asked)[: self._claims])
        for claim in claims:
            time.sleep(self._pause)
            yield ClaimEvent(claim)
        yield AnswerEvent(self._answered(question, language, claims))

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        passages = {one.id.rpartition(".")[0]: None for one in self._best(question)[: k * 2]}
        return [Hit(self.corpus.passage(name), 0.5, ("keyword",)) for name in list(passages)[:k]]

    def _best(self, text: str) -> list[Sentence]:
        wanted = set(words(text))
        return sorted(self.corpus.sentences, key=lambda one: (-len(wanted & set(words(one.text))), one.id))

    def _answered(self, question: str, language: str, claims: tuple[Claim, ...]) -> Answer:
        text = " ".join(f"{one.text} {''.join(f'[{mark}]' for mark in one.citations)}" for one in claims)
        return Answer(
            question=question,
            outcome=Outcome.ANSWERED,
            language=language,
            mode="extractive",
            text=text,
            corpus=self._stamp,
            claims=claims,
            citations=citations_of(claims, self.corpus),
            follow_ups=("Who may fine a provider?",),
        )

    def _bare(self, question: str, language: str, outcome: Outcome, text: str) -> Answer:
        return Answer(
            question=question, outcome=outcome, language=language, mode="extractive", text=text, corpus=self._stamp
        )

    def _signposted(self, question: str, language: str) -> Answer:
        line = Helpline("Childline", "GB", "0800 1111", "day and night", "uk-online-safety-act#1.1")
        said = say("outcome.signposted", language)
        text = f"{say('who_helps', language)}\n- {line.name} ({line.country}): {line.contact}\n\n{said}"
        return Answer(
            question=question,
            outcome=Outcome.SIGNPOSTED,
            language=language,
            mode="extractive",
            text=text,
            corpus=self._stamp,
            helplines=(line,),
        )


def main() -> None:
    """Serve until told to end; `--pause 0.1` makes each claim take that long."""
    pause = float(sys.argv[2]) if sys.argv[1:2] == ["--pause"] else 0.0
    settings = read_settings()
    start_log(settings.data_dir)
    bot = open_bot(settings, LightDoor(pause=pause))
    token = settings.slack_app_token
    assert token
    serve_socket(bot, token.get_secret_value(), settings.slack_api_url, lambda: print("ready", flush=True))  # noqa: T201


if __name__ == "__main__":
    main()
