"""Find where the corpus disagrees: sentences that tell of it, and sentences that cannot both be right.

told            a sentence gives both accounts                                      "Sources differ …"
other account   a sentence gives one account; the sentence beside it another        "One report dates it to …"
values          sentences of two articles say the same of the same, with values that exclude each other

The last is a matter of judgement, and a wrong one would put doubt where there is none. So everything must fit: the
places, the names, what is said (`data/attributes.toml`), the moment it is said of, and nearly all other words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from corpus import Article, Corpus
from rag.conflicts.accounts import (
    contradicts,
    is_one_account,
    leaves_figures_to_follow,
    names_the_one_before,
    tells_both,
)
from rag.conflicts.conflict import Conflict, Ground
from rag.conflicts.statements import Statement, statement_of
from rag.conflicts.values import Value, ValueKind
from rag.understand.words import stems

BESIDE = 4
"""Sentences before and behind the account of one source among which the other account is looked for."""
BEHIND = 6
"""Sentences behind one that says that figures differ, among which the figures stand."""
ALIKE_CONTRADICTED = 0.05
"""Weighted share of words in common with a contradicted sentence."""
ALIKE_BESIDE = 0.3
"""Weighted share of words in common at which two sentences of one passage speak of the same."""
ALIKE_ACROSS = 0.75
"""The same for sentences of different articles, of which nobody has said that they belong together."""
FEWEST_WORDS = 3
"""Words and attributes below which a sentence is too short to be compared across articles."""
COMMON, COMMON_IN = 0.05, 25
"""Share of all sentences, and number of them, above which a word is no reason to compare two of them."""


def find_conflicts(corpus: Corpus) -> tuple[Conflict, ...]:
    """Return the conflicts of a corpus, in its order: no model needed, seconds for a thousand articles."""
    statements = [
        statement_of(sentence, passage, article)
        for article in corpus.articles
        for passage in article.passages
        for sentence in passage.sentences
    ]
    rarity = _rarity(statements)
    found = [*_told(statements), *_other_accounts(statements, rarity), *_across(statements, rarity)]
    order = {statement.sentence.id: place for place, statement in enumerate(statements)}
    return tuple(sorted(_once(found), key=lambda conflict: order[conflict.sentences[0]]))


def _told(statements: Sequence[Statement]) -> Iterator[Conflict]:
    for place, one in enumerate(statements):
        if tells_both(one.sentence.text):
            sides = _sides(one, statements[place + 1 : place + 1 + BEHIND])
            yield Conflict((one.sentence.id, *sides), Ground.TOLD, _kind_told(one))


def _kind_told(one: Statement) -> str:
    """Return the kind of which a sentence gives two values that exclude each other, if it gives them so."""
    for kind in ValueKind:
        values = _of_kind(one, kind)
        if any(not a.agrees(b) for a in values for b in values if a.unit == b.unit):
            return kind.value
    return ""


def _sides(one: Statement, behind: Iterable[Statement]) -> tuple[str, ...]:
    """Return the sentences that give the figures of which `one` says that they differ."""
    if not leaves_figures_to_follow(one.sentence.text):
        return ()
    counted = set(stems(one.sentence.text, one.article.language))
    return tuple(
        other.sentence.id
        for other in behind
        if other.article is one.article and any(value.unit in counted for value in other.values if value.unit)
    )


def _other_accounts(statements: Sequence[Statement], rarity: Mapping[str, float]) -> Iterator[Conflict]:
    for place, one in enumerate(statements):
        if is_one_account(one.sentence.text) and not tells_both(one.sentence.text):
            around = statements[max(0, place - BESIDE) : place + BESIDE + 1]
            beside = [other for other in around if other.article is one.article and other is not one]
            partner = _partner(one, beside, rarity) or _contradicted(one, statements[place - 1], rarity)
            if partner:
                yield partner


def _partner(one: Statement, beside: Iterable[Statement], rarity: Mapping[str, float]) -> Conflict | None:
    """Return the conflict with the sentence that is most alike and has another value."""
    best: tuple[float, Conflict] | None = None
    for other in beside:
        alike = _alike(one, other, rarity)
        difference = _difference(one, other) if _says_the_same(one, other) else None
        if difference and alike >= ALIKE_BESIDE and (best is None or alike > best[0]):
            about, values = difference
            ids = (other.sentence.id, one.sentence.id)
            best = alike, Conflict(ids, Ground.OTHER_ACCOUNT, about, tuple(reversed(values)))
    return best[1] if best else None


def _says_the_same(one: Statement, other: Statement) -> bool:
    """Tell whether what is said of the thing fits; what says nothing of that kind fits anything."""
    return not one.attributes or not one.attributes.isdisjoint(other.attributes)


def _contradicted(one: Statement, before: Statement, rarity: Mapping[str, float]) -> Conflict | None:
    """Return the conflict with the sentence before `one`, where `one` sets itself against it."""
    if before.passage is not one.passage or before is one:
        return None
    difference = _difference(one, before)
    text = one.sentence.text
    names_it = names_the_one_before(text) and (difference or not one.values)
    if not names_it and not (contradicts(text) and _alike(one, before, rarity) >= ALIKE_CONTRADICTED):
        return None
    about, values = difference or ("", ())
    return Conflict((before.sentence.id, one.sentence.id), Ground.OTHER_ACCOUNT, about, tuple(reversed(values)))


def _difference(one: Statement, other: Statement) -> tuple[str, tuple[str, ...]] | None:
    """Return a kind of value that both give and no two of which agree, with the words of the values."""
    for kind in ValueKind:
        mine, theirs = _of_kind(one, kind), _of_kind(other, kind)
        pairs = [(a, b) for a in mine for b in theirs if a.unit == b.unit]
        if pairs and not any(a.agrees(b) for a, b in pairs):
            nearest = min(pairs, key=lambda pair: abs(pair[0].low - pair[1].low))
            return kind.value, (nearest[0].words, nearest[1].words)
    return None


def _across(statements: Sequence[Statement], rarity: Mapping[str, float]) -> Iterator[Conflict]:
    with_values = [one for one in statements if one.values and len(_words_of(one)) >= FEWEST_WORDS]
    for one, other in _candidates(with_values):
        if not _may_be_compared(one, other) or _alike(one, other, rarity) < ALIKE_ACROSS:
            continue
        difference = _clear_difference(one, other)
        if difference:
            about, values = difference
            yield Conflict((one.sentence.id, other.sentence.id), Ground.VALUES, about, values)


def _candidates(statements: Sequence[Statement]) -> Iterator[tuple[Statement, Statement]]:
    """Yield the pairs of different articles that share a word which is not everywhere."""
    by_word: dict[str, list[int]] = {}
    for place, one in enumerate(statements):
        for word in one.stems | one.names:
            by_word.setdefault(word, []).append(place)
    most = max(COMMON_IN, COMMON * len(statements))
    shared: Counter[tuple[int, int]] = Counter()
    for places in by_word.values():
        if len(places) <= most:
            shared.update((a, b) for n, a in enumerate(places) for b in places[n + 1 :])
    for (a, b), count in sorted(shared.items()):
        if count >= FEWEST_WORDS - 1 and not _same_text(statements[a].article, statements[b].article):
            yield statements[a], statements[b]


def _same_text(one: Article, other: Article) -> bool:
    """Tell whether two articles are one, or the same in two languages."""
    return one is other or one.language != other.language or one.id == other.translation_of


def _may_be_compared(one: Statement, other: Statement) -> bool:
    """Tell whether two sentences can speak of the same: places, names and what is said fit, and neither reports."""
    if one.places.isdisjoint(other.places) or one.attributes != other.attributes:
        return False
    if one.names - other.names and other.names - one.names:
        return False
    return not (tells_both(one.sentence.text) or tells_both(other.sentence.text))


def _clear_difference(one: Statement, other: Statement) -> tuple[str, tuple[str, ...]] | None:
    """Return the one value in which two sentences differ; None where anything else differs too.

    A figure of 2024 does not contradict one of 2025, so for anything but a date the dates must agree. Where a sentence
    gives several values of a kind, it is not clear which belongs to what.
    """
    differing = [kind for kind in ValueKind if _differ(_of_kind(one, kind), _of_kind(other, kind))]
    if len(differing) != 1:
        return None
    kind = differing[0]
    mine, theirs = _of_kind(one, kind), _of_kind(other, kind)
    if len(mine) != 1 or len(theirs) != 1 or mine[0].unit != theirs[0].unit:
        return None
    if kind is ValueKind.DATE and not one.attributes:
        return None  # a date alone may be that of the report
    if kind is not ValueKind.DATE and bool(_of_kind(one, ValueKind.DATE)) != bool(_of_kind(other, ValueKind.DATE)):
        return None  # one of them is a figure of its day
    return kind.value, (mine[0].words, theirs[0].words)


def _differ(mine: Sequence[Value], theirs: Sequence[Value]) -> bool:
    return bool(mine and theirs) and not any(a.agrees(b) for a in mine for b in theirs if a.unit == b.unit)


def _of_kind(statement: Statement, kind: ValueKind) -> list[Value]:
    return [value for value in statement.values if value.kind is kind]


def _alike(one: Statement, other: Statement, rarity: Mapping[str, float]) -> float:
    """Return the share of the words of the shorter that both have, weighted by rarity."""
    mine, theirs = _words_of(one), _words_of(other)
    least = min(_weight(mine, rarity), _weight(theirs, rarity))
    return _weight(mine & theirs, rarity) / least if least else 0.0


def _words_of(statement: Statement) -> frozenset[str]:
    return statement.stems | frozenset(f"#{name}" for name in statement.attributes)


def _weight(words: Iterable[str], rarity: Mapping[str, float]) -> float:
    return sum(rarity[word] for word in words)


def _rarity(statements: Sequence[Statement]) -> dict[str, float]:
    counts = Counter(word for one in statements for word in _words_of(one))
    return {word: log(1 + len(statements) / count) for word, count in counts.items()}


def _once(found: Iterable[Conflict]) -> Iterable[Conflict]:
    """Drop a pair that was found on two grounds."""
    return {frozenset(conflict.sentences): conflict for conflict in reversed(tuple(found))}.values()
