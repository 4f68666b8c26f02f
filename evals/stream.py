"""Time how soon a reader sees the first verified sentence, and what the gate adds to the stream of the model.

    python -m evals.stream                     with the model that the settings name
    python -m evals.stream --questions 50      so many of the direct questions

A stream without a gate would begin to show something at the model's first word.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

from evals.cases import read_cases
from rag import Answer, open_pipeline
from rag.pipeline import ClaimEvent, Pipeline, StatusEvent
from rag.settings import read_settings

QUESTIONS = 20


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer, and when what of it came, in milliseconds after the question."""

    answer: Answer
    asked_model: float
    """When the model was asked."""
    first_word: float
    """When its first word came: where a stream without a gate would begin to show something."""
    first_claim: float
    """When a reader saw the first verified sentence."""
    whole: float

    @property
    def gate(self) -> float:
        """Milliseconds that checking took."""
        return self.answer.timings_ms.get("verify", 0.0)

    @property
    def sentences(self) -> int:
        """Sentences that were checked."""
        return int(sum(self.answer.usage.get(fate, 0) for fate in ("written", "quoted", "dropped")))


def main() -> None:
    """Ask, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="how many direct questions")
    options = parser.parse_args()
    settings = read_settings()
    if settings.chat_model is None:
        sys.exit(
            "No language model is set. Set FOOTNOTE_CHAT_MODEL, for instance openai:gpt-5-mini; see docs/settings.md."
        )
    pipeline = open_pipeline(settings)
    pipeline.ask("Is the machine awake?")
    questions = [case.question for case in read_cases() if case.is_direct and case.language == "en"]
    timed = [time_answer(pipeline, question) for question in questions[: options.questions]]
    pipeline.close()
    print("\n".join(table([one for one in timed if one and one.answer.usage])))


def time_answer(pipeline: Pipeline, question: str) -> Timed | None:
    """Return one answer with its times; None where no sentence was shown."""
    start, asked, claims = perf_counter(), 0.0, list[float]()
    for event in pipeline.stream(question):
        now = (perf_counter() - start) * 1000
        if isinstance(event, StatusEvent):
            asked = now
        elif isinstance(event, ClaimEvent):
            claims.append(now)
        elif claims:
            first_word = asked + event.answer.usage.get("first_word_ms", 0.0)
            return Timed(event.answer, asked, first_word, claims[0], now)
    return None


def table(timed: Sequence[Timed]) -> Iterator[str]:
    """Yield a line for each figure: median and 95th percentile."""
    if len(timed) < 2:
        yield "Too few questions reached the model to say anything. Is it there? See: footnote doctor"
        return
    yield _line("until the model is asked", [one.asked_model for one in timed])
    yield _line("its first word", [one.first_word for one in timed])
    yield _line("the first verified sentence", [one.first_claim for one in timed])
    yield _line("the whole answer", [one.whole for one in timed])
    yield _line("checking, an answer", [one.gate for one in timed])
    yield _line("checking, a sentence", [one.gate / one.sentences for one in timed if one.sentences])
    shares = [one.gate / (one.whole - one.asked_model) for one in timed]
    yield f"{'checking, of the stream':<32} n={len(shares):<4} median {median(shares):.1%}"


def _line(name: str, times: Sequence[float]) -> str:
    return f"{name:<32} n={len(times):<4} median {median(times):8.1f} ms  p95 {quantiles(times, n=20)[-1]:8.1f} ms"


if __name__ == "__main__":
    main()
