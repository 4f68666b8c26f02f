"""The report as one HTML page that needs nothing else: it opens from disk and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from evals.figures import Figure, abstention, counted, figures, found_within, reliability, sliced, values_of
from evals.gate import Change
from evals.report import charts
from evals.report.case import case_details, link
from evals.report.edition import Edition, grade, shortfalls
from evals.scorers import HEADLINE, MEASURES
from evals.scoring import Scored
from rag.answer import Outcome

HERE = Path(__file__).parent
SURE = (
    "How sure Footnote is that its sentences answer, and how often the question was answerable; a dot is a tenth of "
    "the questions."
)
SILENT = (
    "What more silence would cost, and what it would catch; the dot is where the release stands, rules beside the "
    "chance included."
)
BUSY = "Whoever measured may have had other work for the machine."
FEWEST = 3
"""Cases of a slice that is worth a line."""
CONTENTS = (
    ("measures", "Measures"),
    ("kinds", "Kinds of question"),
    ("silence", "Silence, evidence and time"),
    ("changes", "Changes"),
    ("cases", "Every case that fell short"),
    ("method", "Method"),
)


def page(edition: Edition) -> str:
    """Return the whole page."""
    parts = (
        _head(edition),
        _gate(edition),
        _measures(edition),
        _kinds(edition),
        _curves(edition),
        _changes(edition),
        _cases(edition),
        _method(edition),
    )
    title = f"Footnote {edition.configuration.version}: how good is it?"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>\n<style>{_file('page.css')}</style></head>\n<body><main>\n"
        + "\n".join(parts)
        + f"\n</main>\n<script>{_file('page.js')}</script></body></html>\n"
    )


@cache
def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _head(edition: Edition) -> str:
    told, headline, count = edition.configuration, figures(edition.scored)[HEADLINE], counted(edition.scored)
    mode = edition.scored[0].record.answer.mode
    places = (f'<a href="#{place}">{name}</a>' for place, name in CONTENTS)
    written = "without a language model" if mode == "extractive" else f"with {escape(mode)}"
    return (
        "<header><h1>How good is it?</h1>"
        f'<p class="colophon">Footnote {escape(told.version)}, measured on {edition.day:%-d %B %Y} with '
        f"{len(edition.scored)} questions, {written}, on {told.articles} articles as they stood on "
        f"{_day(told.as_of)} (corpus {escape(told.corpus)}).</p>"
        f"<nav>{' '.join(places)}</nav>"
        f'<p class="headline"><strong>{headline.value:.2f}</strong> <span>truthfulness: right answers less wrong ones, '
        f'over all. <span class="quiet">95 % interval {headline.low:.2f} to {headline.high:.2f}.</span></span></p>'
        + charts.stack([("right", count.right), ("missing", count.missing), ("wrong", count.wrong)])
        + '<p class="quiet">Silence and half an answer count nothing; an answer beside the question counts against.</p>'
        "</header>"
    )


def _gate(edition: Edition) -> str:
    judgement = edition.judgement
    if judgement is None:
        return '<div class="gate"><p>No earlier release to compare with.</p></div>'
    if judgement.is_passed:
        return (
            '<div class="gate"><p><b>The gate is passed.</b> Every floor holds, and no figure fell since the last '
            f"release ({_last(edition)}).</p></div>"
        )
    short = {one.case.id for one in edition.short}
    items = "".join(
        f'<li>{escape(one.text)} <span class="quiet">{_links(one.cases, short)}</span></li>'
        for one in judgement.findings
    )
    return (
        f'<div class="gate closed"><p><b>The gate is closed.</b> This must not be released:</p><ul>{items}</ul></div>'
    )


def _links(ids: Iterable[str], short: Collection[str], most: int = 12) -> str:
    """Link to the cases: among those that fell short, or else to how they changed."""
    named = list(ids)
    rest = f" and {len(named) - most} more" if len(named) > most else ""
    return ", ".join(link(one, one if one in short else f"change-{one}") for one in named[:most]) + rest


def _last(edition: Edition) -> str:
    plain = edition.baseline.plain if edition.baseline else {}
    return f"{escape(plain.get('version', ''))} of {_day(plain.get('date', ''))}"


def _day(text: str) -> str:
    """Return a date as people write it; what is no whole date stays as it is."""
    try:
        return f"{date.fromisoformat(text):%-d %B %Y}"
    except ValueError:
        return escape(text)


def _measures(edition: Edition) -> str:
    last = edition.baseline.values if edition.baseline else {}
    groups: dict[str, list[str]] = {}
    for name, one in figures(edition.scored).items():
        measure, before = MEASURES[name], _value(last, name)
        if measure.unit != "ms":
            drawn = charts.row(measure.title["en"], one, note=measure.what, last=before, least=_least(name))
            groups.setdefault(measure.group, []).append(drawn)
    shown = "".join(f'<h3>{name}</h3><div class="rows">{"".join(rows)}</div>' for name, rows in groups.items())
    return (
        '<section id="measures"><h2>Measures</h2><p>Each with its 95 % bootstrap interval over questions and the '
        "number of questions that it could be judged of: 0.68 0.62 to 0.74 · 537. The scale runs from 0 to 1, that of "
        "truthfulness from −1. A thin upright line is the last release. Of needless silence and wrong answers, less is "
        "better.</p>"
        f"{shown}</section>"
    )


def _value(last: Mapping[str, Mapping[str, float]], name: str) -> float | None:
    return last[name]["value"] if name in last else None


def _least(name: str) -> float:
    return -1.0 if MEASURES[name].unit == "balance" else 0.0


def _kinds(edition: Edition) -> str:
    return (
        '<section id="kinds"><h2>Truthfulness by kind of question</h2><p>The scale runs from −1 (all wrong) to 1 (all '
        f"right).</p>{_rows(_headlines(edition, 'kind'))}"
        + "".join(
            f'<details class="more"><summary>By {name}</summary>{_rows(_headlines(edition, name))}</details>'
            for name in ("jurisdiction", "language", "persona")
        )
        + "</section>"
    )


def _headlines(edition: Edition, dimension: str) -> Iterator[tuple[str, Figure]]:
    for name, found in sliced(edition.scored, dimension).items():
        if HEADLINE in found and found[HEADLINE].n >= FEWEST:
            yield name.replace("_", " "), found[HEADLINE]


def _rows(named: Iterable[tuple[str, Figure]]) -> str:
    rows = sorted(named, key=lambda pair: -pair[1].value)
    return f'<div class="rows">{"".join(charts.row(name, one, least=-1.0) for name, one in rows)}</div>'


def _curves(edition: Edition) -> str:
    answerable = [one for one in edition.scored if one.case.expect == "answer"]
    misses = [one for one in edition.scored if one.case.kind == "unanswerable"]
    here = (_silent(answerable), _silent(misses))
    times = values_of("latency", edition.scored)
    drawn = [
        (charts.reliability(reliability(edition.scored)), SURE),
        (charts.trade_off(abstention(edition.scored), here), SILENT),
        (charts.depth(found_within(edition.scored)), "How often gold evidence is among so many of the best passages."),
        (charts.histogram(times), f"Milliseconds from the question to the answer, of {len(times)}. {BUSY}"),
    ]
    shown = "".join(f"<figure>{drawing}<figcaption>{told}</figcaption></figure>" for drawing, told in drawn)
    return f'<section id="silence"><h2>Silence, evidence and time</h2><div class="charts">{shown}</div></section>'


def _silent(scored: Sequence[Scored]) -> float:
    silent = [one for one in scored if one.record.answer.outcome in {Outcome.NO_EVIDENCE, Outcome.OUT_OF_SCOPE}]
    return len(silent) / len(scored) if scored else 0.0


def _changes(edition: Edition) -> str:
    changes = edition.judgement.changes if edition.judgement else ()
    if not changes:
        return '<section id="changes"><h2>Since the last release</h2><p>No case changed.</p></section>'
    better = [one for one in changes if one.better and not one.worse]
    worse = [one for one in changes if one.worse and not one.better]
    mixed = [one for one in changes if one.worse and one.better]
    same = len(changes) - len(better) - len(worse) - len(mixed)
    groups = "".join(
        f"<h3>{name} ({len(group)})</h3>{''.join(map(_change, group))}"
        for name, group in (("Worse", worse), ("Both", mixed), ("Better", better))
        if group
    )
    return (
        f'<section id="changes"><h2>Since the last release</h2><p>{len(changes)} cases changed: {len(better)} better, '
        f"{len(worse)} worse, {len(mixed)} both, {same} only otherwise worded.</p>{groups}</section>"
    )


def _change(change: Change) -> str:
    named = (("worse", change.worse), ("better", change.better))
    moved = [f"{word} in {', '.join(MEASURES[name].title['en'] for name in names)}" for word, names in named if names]
    return (
        f'<details class="case" id="change-{escape(change.before.case)}"><summary>'
        f'<span class="grade">{"worse" if change.worse else "better"}</span>'
        f'<span>{escape(change.question)}<span class="meta">{escape(change.before.case)} · {escape("; ".join(moved))}'
        '</span></span></summary><div class="inside">'
        f'<h4>Before: {escape(change.before.outcome)}</h4><div class="answer">{escape(change.before.text)}</div>'
        f'<h4>After: {escape(change.after.outcome)}</h4><div class="answer">{escape(change.after.text)}</div>'
        "</div></details>"
    )


def _cases(edition: Edition) -> str:
    short = edition.short
    choices = (
        _choice("kind", "every kind", sorted({one.case.kind for one in short})),
        _choice("grade", "every grade", ["wrong", "missing", "right"]),
        _choice("language", "every language", sorted({one.case.language for one in short})),
        _choice(
            "short", "every shortfall", [name for name in MEASURES if any(name in shortfalls(one) for one in short)]
        ),
    )
    return (
        f'<section id="cases"><h2>Every case that fell short</h2><p>{len(short)} of {len(edition.scored)} questions, '
        "wrong answers first. A right answer is listed when it fell short of something else, such as finding its "
        "evidence among the five best passages.</p>"
        f'<form class="filters" hidden>{"".join(choices)}<input type="search" name="text" placeholder="words" '
        'aria-label="Words in the case"><span class="count quiet" aria-live="polite"></span></form>'
        + "".join(case_details(one, grade(one)) for one in short)
        + "</section>"
    )


def _choice(name: str, all_: str, values: Iterable[str]) -> str:
    options = "".join(f'<option value="{escape(value)}">{escape(_worded(value))}</option>' for value in values)
    return f'<select name="{name}" aria-label="{all_}"><option value="">{all_}</option>{options}</select>'


def _worded(value: str) -> str:
    return MEASURES[value].title["en"] if value in MEASURES else value.replace("_", " ")


def _method(edition: Edition) -> str:
    told = edition.configuration
    return Template(_file("method.html")).substitute(
        fingerprint=told.fingerprint,
        code=told.code,
        corpus=told.corpus,
        embedding=escape(told.embedding_model),
        today=told.today,
        python=told.python,
    )
