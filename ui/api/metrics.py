"""Count what happens, for Prometheus: figures only, nothing of any question and nobody's address."""

from __future__ import annotations

from collections.abc import Callable

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from rag.answer import Answer
from ui.keep import Feedback

SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """The figures of one process; several can live side by side, in tests for instance."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._answers = self._counter("answers", "Answers given.", "outcome", "language", "surface")
        self._seconds = Histogram(
            "footnote_answer_seconds",
            "Seconds from the question's arrival to its answer, waiting included.",
            ("surface",),
            buckets=SECONDS,
            registry=self._registry,
        )
        self._abandoned = self._counter(
            "abandoned", "Questions whose asker left, or that broke or timed out.", "surface"
        )
        self._limited = self._counter("limited", "Requests that were turned away.", "reason")
        self._notes = self._counter("notes", "Notes beside answers.", "kind")
        self._feedback = self._counter("feedback", "Thumbs.", "thumb", "reason", "about")
        self._shared = self._counter("shared", "Answers shared.")
        self._broken = self._counter("broken", "Requests that broke on our side.")

    def answered(self, answer: Answer, surface: str, seconds: float) -> None:
        """Count an answer, its notes and how long it took."""
        self._answers.labels(answer.outcome.value, answer.language, surface).inc()
        self._seconds.labels(surface).observe(seconds)
        for note in answer.notes:
            self._notes.labels(note.kind.value).inc()

    def abandoned(self, surface: str) -> None:
        """Count a question without an answer."""
        self._abandoned.labels(surface).inc()

    def limited(self, reason: str) -> None:
        """Count a request that was turned away."""
        self._limited.labels(reason).inc()

    def fed_back(self, feedback: Feedback) -> None:
        """Count a thumb."""
        about = "answer" if feedback.claim is None else "claim"
        self._feedback.labels(feedback.thumb.value, feedback.reason or "none", about).inc()

    def shared(self) -> None:
        """Count a shared answer."""
        self._shared.inc()

    def broke(self) -> None:
        """Count a fault of ours."""
        self._broken.inc()

    def watch(self, name: str, said: str, look: Callable[[], float]) -> None:
        """Show a figure that is looked up whenever somebody asks for the metrics."""
        Gauge(f"footnote_{name}", said, registry=self._registry).set_function(look)

    def text(self) -> bytes:
        """Return everything in Prometheus's format."""
        return generate_latest(self._registry)

    def _counter(self, name: str, said: str, *labels: str) -> Counter:
        return Counter(f"footnote_{name}", said, labels, registry=self._registry)
