"""Faults in deciding: where a question goes, what is chosen, what is let through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from evals.mutations.fault import Fault
from evals.mutations.finding import FOUND
from evals.product import Ask
from rag.answer import Answer, Label, Outcome, Verdict
from rag.compose import Composer, Composition, Material
from rag.conversation import History
from rag.notes import Clock
from rag.pipeline import Steps
from rag.relevance import Judged
from rag.route import Route
from rag.understand import Question
from rag.understand.times import TimeAsked
from rag.understand.words import words
from rag.verify import Verifier
from rag.writers.quoting import QuotingWriter

ENDED = frozenset({"right_outcome", "needless_refusal", "truthfulness", "wrong_answer"})
HELPED = frozenset({"helpline_correctness", "right_outcome"})
TOLD = frozenset({"verifier_sense"})


def _routing(change: Callable[[Route, Question], Route]) -> Callable[[Steps], Steps]:
    def spoil(steps: Steps) -> Steps:
        route = steps.route
        return replace(steps, route=lambda question, history: change(route(question, history), question))

    return spoil


def _never(outcome: Outcome) -> Callable[[Steps], Steps]:
    return _routing(lambda route, _: replace(route, outcome=None) if route.outcome is outcome else route)


def _always(outcome: Outcome, when: Callable[[str], bool]) -> Callable[[Steps], Steps]:
    def change(route: Route, question: Question) -> Route:
        return replace(route, outcome=outcome) if route.outcome is None and when(question.text.lower()) else route

    return _routing(change)


def _composing(**changes: object) -> Callable[[Steps], Steps]:
    return lambda steps: replace(steps, composer=replace(steps.composer, **changes))  # type: ignore[arg-type]


def _least(value: float) -> Callable[[Steps], Steps]:
    def spoil(steps: Steps) -> Steps:
        return _composing(answerable=replace(steps.composer.answerable, least=value))(steps)

    return spoil


def _most(count: int) -> Callable[[Steps], Steps]:
    def spoil(steps: Steps) -> Steps:
        limits = replace(steps.composer.limits, most=count, beside_best=0.0, elsewhere=0.0 if count > 4 else 0.02)
        return _composing(limits=limits)(steps)

    return spoil


def _judging(change: Callable[[tuple[Judged, ...]], Sequence[Judged]]) -> Callable[[Steps], Steps]:
    def spoil(steps: Steps) -> Steps:
        judge = steps.composer.judge
        return _composing(judge=lambda question, passages: tuple(change(judge(question, passages))))(steps)

    return spoil


def _next_sentence(judged: tuple[Judged, ...]) -> list[Judged]:
    """Put in the place of each sentence the one after it in its passage."""

    def after(one: Judged) -> Judged:
        sentences = one.passage.sentences
        return replace(one, sentence=sentences[(sentences.index(one.sentence) + 1) % len(sentences)])

    return [after(one) for one in judged]


def _upside_down(judged: tuple[Judged, ...]) -> list[Judged]:
    sums = [one.sum for one in judged]
    return [replace(one, sum=total) for one, total in zip(reversed(judged), sums, strict=True)]


@dataclass(frozen=True, slots=True)
class _OneThingOnly(Composer):
    """Takes every question as one thing asked."""

    def gather(self, question: Question, jurisdiction: str | None = None) -> Material:
        return Material(narrow=self.candidates(question, 45, jurisdiction))

    def compose(
        self, question: Question, material: Material, *, said: str = "", when: TimeAsked | None = None
    ) -> Composition:
        return self._single(question, said, when, material.narrow)


@dataclass(frozen=True, slots=True)
class _Nodding(Composer):
    """Believes whatever a question presupposes."""

    def _premise(self, question: Question, passages: object, chosen: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class _FirstPartOnly(Composer):
    """Answers the first of several parts."""

    def compose(
        self, question: Question, material: Material, *, said: str = "", when: TimeAsked | None = None
    ) -> Composition:
        # Named, since `super()` has no class to start from in a dataclass with slots.
        composition = Composer.compose(self, question, material, said=said, when=when)
        return replace(composition, selections=composition.selections[:1])


def _as(kind: type[Composer]) -> Callable[[Steps], Steps]:
    def spoil(steps: Steps) -> Steps:
        real = steps.composer
        return replace(steps, composer=kind(**{field.name: getattr(real, field.name) for field in fields(Composer)}))

    return spoil


@dataclass(frozen=True, slots=True)
class _Judge(Verifier):
    """A verifier with a rule of its own."""

    rule: Callable[[str, Sequence[str]], Label]

    def check(self, claim: str, evidence: Sequence[str]) -> Verdict:
        return Verdict(self.rule(claim, evidence), 1.0, ("so it is",))


def _verifying(rule: Callable[[str, Sequence[str]], Label]) -> Callable[[Steps], Steps]:
    return lambda steps: replace(steps, verifier=_Judge(rule), writer=QuotingWriter(_Judge(rule)))


def _nearly_alike(claim: str, evidence: Sequence[str]) -> Label:
    said, known = set(words(claim)), set(words(" ".join(evidence)))
    return Label.SUPPORTED if len(said & known) / max(len(said), 1) > 0.7 else Label.UNSUPPORTED


def _whatever_the_number(claim: str, evidence: Sequence[str]) -> Label:
    def without(text: str) -> str:
        return "".join("0" if letter.isdigit() else letter for letter in text)

    return Verifier.default().check(without(claim), [without(text) for text in evidence]).label


def _whatever_is_left_out(claim: str, evidence: Sequence[str]) -> Label:
    label = Verifier.default().check(claim, evidence).label
    return Label.SUPPORTED if label is Label.UNCERTAIN else label


def _at(day: date) -> Callable[[Steps], Steps]:
    return lambda steps: replace(steps, clock=lambda: Clock(day, steps.clock().stale_after_days))


def _deaf_to_history(ask: Ask) -> Ask:
    return lambda question, history=(): ask(question)


def _cut_short(ask: Ask) -> Ask:
    return lambda question, history=(): ask(question[:40], history)


def _last_in_mind(ask: Ask) -> Ask:
    """Keep what was asked before, by whomever, as if it were this conversation."""
    before: list[str] = []

    def spoiled(question: str, history: History = ()) -> Answer:
        talk = [turn for text in before[-2:] for turn in (("user", text), ("assistant", ""))]
        before.append(question)
        return ask(question, (*talk, *history))

    return spoiled


def _answer_of_another(ask: Ask) -> Ask:
    """Hand out the answer before: a memory with the wrong key."""
    before: list[Answer] = []

    def spoiled(question: str, history: History = ()) -> Answer:
        before.append(ask(question, history))
        return before[-2] if len(before) > 1 else before[-1]

    return spoiled


def _is_about_children(text: str) -> bool:
    return any(word in text for word in ("child", "kid", "teen", "minor"))


DECIDING = (
    Fault("nobody-in-danger", "Nobody is sent to help lines", HELPED, steps=_never(Outcome.SIGNPOSTED)),
    Fault("nothing-refused", "Requests for harm go on to be answered", ENDED, steps=_never(Outcome.REFUSED)),
    Fault("nothing-off-topic", "Other subjects go on to be answered", ENDED, steps=_never(Outcome.OUT_OF_SCOPE)),
    Fault("nothing-vague", "What names no country is searched all the same", ENDED, steps=_never(Outcome.CLARIFY)),
    Fault(
        "everybody-in-danger",
        "Whoever mentions children gets help lines",
        ENDED,
        steps=_always(Outcome.SIGNPOSTED, _is_about_children),
    ),
    Fault(
        "over-refusal",
        "Policy questions with grim words are refused",
        ENDED,
        steps=_always(
            Outcome.REFUSED, lambda text: any(word in text for word in ("abuse", "nude", "sexual", "grooming", "porn"))
        ),
    ),
    Fault(
        "short-is-vague",
        "Questions of fewer than twelve words are asked back",
        ENDED,
        steps=_always(Outcome.CLARIFY, lambda text: len(text.split()) < 12),
    ),
    Fault(
        "spanish-off-topic",
        "Spanish is taken for another subject",
        ENDED,
        steps=_always(Outcome.OUT_OF_SCOPE, lambda text: "¿" in text or "ñ" in text),
    ),
    Fault(
        "country-forgotten",
        "Help lines forget the country that was named",
        HELPED,
        steps=_routing(lambda route, _: replace(route, country=None)),
    ),
    Fault(
        "country-mistaken",
        "Help lines are always those of Australia",
        HELPED,
        steps=_routing(lambda route, _: replace(route, country="AU")),
    ),
    Fault("never-silent", "Near misses are answered", ENDED, steps=_least(0.0)),
    Fault("often-silent", "The least chance of an answer is far too high", ENDED, steps=_least(0.97)),
    Fault("one-sentence", "An answer stops after its first sentence", FOUND, steps=_most(1)),
    Fault(
        "long-winded", "An answer goes on for twelve sentences", frozenset({"gold_citation_precision"}), steps=_most(12)
    ),
    Fault(
        "best-sentence-dropped", "The best sentence is never chosen", FOUND, steps=_judging(lambda judged: judged[1:])
    ),
    Fault("worst-first", "The least likely sentences are chosen", FOUND, steps=_judging(_upside_down)),
    Fault("sentence-after", "The sentence after the right one is chosen", FOUND, steps=_judging(_next_sentence)),
    Fault(
        "comparisons-lost",
        "A comparison is taken for one thing asked",
        frozenset({"jurisdiction_coverage", *FOUND}),
        steps=_as(_OneThingOnly),
    ),
    Fault(
        "first-part-only",
        "Of several parts only the first is answered",
        frozenset({"jurisdiction_coverage"}),
        steps=_as(_FirstPartOnly),
    ),
    Fault("nods", "False premises are believed", frozenset({"premise_corrected"}), steps=_as(_Nodding)),
    Fault(
        "nothing-to-choose-from",
        "The passages to compose from are not handed on",
        ENDED,
        steps=_composing(candidates=lambda question, count, jurisdiction: ()),
    ),
    Fault("verifier-nods", "The verifier says yes to everything", TOLD, steps=_verifying(lambda *_: Label.SUPPORTED)),
    Fault(
        "verifier-shakes-its-head",
        "The verifier says no to everything",
        TOLD | ENDED,
        steps=_verifying(lambda *_: Label.UNSUPPORTED),
    ),
    Fault(
        "verifier-by-likeness", "The verifier asks only whether words are shared", TOLD, steps=_verifying(_nearly_alike)
    ),
    Fault("verifier-blind-to-numbers", "The verifier takes any number", TOLD, steps=_verifying(_whatever_the_number)),
    Fault("verifier-blind-to-omissions", "The verifier lets a “not” go", TOLD, steps=_verifying(_whatever_is_left_out)),
    Fault(
        "clock-stands-still",
        "The clock stands at the start of 2025",
        frozenset({"caveats"}),
        steps=_at(date(2025, 1, 1)),
    ),
    Fault("deaf-to-history", "A conversation is not handed on", FOUND | ENDED, asking=_deaf_to_history),
    Fault(
        "question-cut-short", "A question is cut after 40 letters", FOUND | ENDED | {"provenance"}, asking=_cut_short
    ),
    Fault("others-in-mind", "What others asked before is taken into account", FOUND | ENDED, asking=_last_in_mind),
    Fault(
        "answer-of-another",
        "The answer to the question before is handed out",
        frozenset({"provenance"}),
        asking=_answer_of_another,
    ),
)
