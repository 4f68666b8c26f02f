"""Charts as HTML and SVG: labelled where they are read, drawn in the colours of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

import numpy as np

from evals.figures import Figure, Point

WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 340, 260, 40, 40, 14, 14
BINS = 24


def row(label: str, one: Figure, *, note: str = "", last: float | None = None, least: float = 0.0) -> str:
    """Return a line of a dot plot: label, a mark with its interval on a track from `least` to 1, value and count."""
    between = f'<span class="quiet">{_signed(one.low)} to {_signed(one.high)} · {one.n}</span>'
    return (
        f'<div class="row"><div class="label">{escape(label)}{_note(note)}</div>'
        f'<div class="track">{_before(last, least)}<i class="span" style="left:{_at(one.low, least):.2f}%;'
        f'width:{max(_at(one.high, least) - _at(one.low, least), 0.4):.2f}%"></i>'
        f'<i class="dot" style="left:{_at(one.value, least):.2f}%"></i></div>'
        f'<div class="value">{_signed(one.value)} {between}</div></div>'
    )


def stack(parts: Iterable[tuple[str, int]]) -> str:
    """Return one bar of named counts, each labelled on or under its part."""
    named = list(parts)
    whole = sum(count for _, count in named)
    bars = "".join(
        f'<span class="part {name}" style="flex:{count} 0 0"><b>{count}</b> {name}'
        f' <span class="quiet">{count / whole:.0%}</span></span>'
        for name, count in named
        if count
    )
    return f'<div class="stack">{bars}</div>'


def reliability(points: Sequence[Point]) -> str:
    """Return the reliability curve: reckoned chance across, share that was answerable upwards."""
    dots = "".join(f'<circle cx="{_x(p.x):.1f}" cy="{_y(p.y):.1f}" r="4" class="mark"/>' for p in points)
    line = " ".join(f"{_x(p.x):.1f},{_y(p.y):.1f}" for p in points)
    even = f'<path d="M{_x(0)},{_y(0)} L{_x(1)},{_y(1)}" class="guide"/>'
    label = f'<text x="{_x(0.97)}" y="{_y(0.5)}" text-anchor="end" class="small">as sure as right</text>'
    body = f'{even}{label}<polyline points="{line}" class="curve"/>{dots}'
    return _frame(body, "reckoned chance of an answer", "answerable", "Reliability curve")


def trade_off(points: Sequence[Point], here: tuple[float, float]) -> str:
    """Return the trade-off of silence, with the point at which the product stands."""
    line = " ".join(f"{_x(p.x):.1f},{_y(p.y):.1f}" for p in points)
    x, y = here
    mark = f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="5" class="mark"/>'
    anchor = f'x="{_x(x) + 10:.1f}" y="{_y(y) + 4:.1f}"'
    told = f'<text {anchor} class="small">here: {x:.1%} needless, {y:.0%} caught</text>'
    guide = f'<path d="M{_x(0)},{_y(0)} L{_x(1)},{_y(1)}" class="guide"/>'
    body = f'{guide}<polyline points="{line}" class="curve"/>{mark}{told}'
    return _frame(body, "answerable questions met with silence", "near misses caught", "Trade-off of silence")


def depth(points: Sequence[Point]) -> str:
    """Return how often the evidence is among the best passages, one to ten of them."""
    most = points[-1].x
    line = " ".join(f"{_x(p.x / most):.1f},{_y(p.y):.1f}" for p in points)
    dots = "".join(f'<circle cx="{_x(p.x / most):.1f}" cy="{_y(p.y):.1f}" r="4" class="mark"/>' for p in points)
    told = "".join(
        f'<text x="{_x(p.x / most) - (8 if p.x == most else 0):.1f}" y="{_y(p.y) + 20:.1f}" '
        f'text-anchor="{"end" if p.x == most else "start"}" class="small">{p.y:.0%}</text>'
        for p in points
        if p.x in {1, 5, most}
    )
    body = f'<polyline points="{line}" class="curve"/>{dots}{told}'
    return _frame(body, "best passages", "with gold evidence", "Evidence by depth", ticks=(0, most / 2, most))


def histogram(values: Sequence[float]) -> str:
    """Return how long answers took, with the median and the 95th percentile named."""
    top = float(np.quantile(values, 0.99)) or 1.0
    counts, edges = np.histogram(np.clip(values, 0, top), bins=BINS, range=(0, top))
    most = counts.max() or 1
    bars = "".join(
        f'<rect x="{_x(edges[n] / top):.1f}" y="{_y(count / most * 0.86):.1f}" '
        f'width="{(WIDTH - LEFT - RIGHT) / BINS - 1:.1f}" height="{_y(0) - _y(count / most * 0.86):.1f}" class="bar"/>'
        for n, count in enumerate(counts)
    )
    marks = "".join(
        _mark(float(np.quantile(values, share)) / top, f"{name} {np.quantile(values, share):.0f} ms", height)
        for name, share, height in (("median", 0.5, 0.99), ("95 %", 0.95, 0.9))
    )
    return _frame(f"{bars}{marks}", "milliseconds", "", "Time for an answer", ticks=(0, top / 2, top), numbered=False)


def _mark(x: float, text: str, height: float) -> str:
    anchor, shift = ("end", -5) if x > 0.6 else ("start", 5)
    return (
        f'<path d="M{_x(x):.1f},{_y(0)} V{_y(height) - 8:.1f}" class="guide strong"/>'
        f'<text x="{_x(x) + shift:.1f}" y="{_y(height):.1f}" text-anchor="{anchor}" class="small">{text}</text>'
    )


def _frame(
    body: str,
    across: str,
    upwards: str,
    title: str,
    *,
    ticks: Sequence[float] = (0, 0.5, 1),
    numbered: bool = True,
) -> str:
    top = ticks[-1] or 1
    shown = [f"{tick:g}" if top <= 1 else f"{tick:.0f}" for tick in ticks]
    below = "".join(
        f'<text x="{_x(tick / top):.1f}" y="{_y(0) + 16}" text-anchor="middle" class="tick">{text}</text>'
        for tick, text in zip(ticks, shown, strict=True)
    )
    beside = "".join(
        f'<text x="{LEFT - 7}" y="{_y(tick) + 4:.1f}" text-anchor="end" class="tick">{tick:g}</text>'
        for tick in ((0, 0.5, 1) if numbered else ())
    )
    axes = f'<path d="M{LEFT},{TOP} V{_y(0)} H{WIDTH - RIGHT}" class="axis"/>'
    names = (
        f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 6}" text-anchor="middle" class="small">{across}</text>'
        f'<text transform="translate(11 {(TOP + _y(0)) / 2}) rotate(-90)" text-anchor="middle" class="small">'
        f"{upwards}</text>"
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(title)}">{axes}{below}{beside}{body}'
        f"{names}</svg>"
    )


def _x(value: float) -> float:
    return LEFT + value * (WIDTH - LEFT - RIGHT)


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - value * (HEIGHT - BOTTOM - TOP)


def _at(value: float, least: float) -> float:
    return 100 * (value - least) / (1 - least)


def _before(last: float | None, least: float) -> str:
    return "" if last is None else f'<i class="last" style="left:{_at(last, least):.2f}%" title="last release"></i>'


def _signed(value: float) -> str:
    return f"{value:.2f}".replace("-", "−")


def _note(text: str) -> str:
    return f'<span class="note">{escape(text)}</span>' if text else ""
