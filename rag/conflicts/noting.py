"""Say that accounts differ, beside an answer that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rag.answer import Citation, Note, NoteKind
from rag.conflicts.conflict import Conflict, Conflicts, Ground
from rag.messages import say


def conflict_notes(language: str, citations: Sequence[Citation], conflicts: Conflicts) -> Iterable[Note]:
    """Yield a note for the sentences that tell both accounts, and one for each pair of which both sides are shown."""
    cited = {citation.sentence: citation for citation in citations}
    shown = dict.fromkeys(conflict for sentence in cited for conflict in conflicts.of(sentence))
    told = sorted({number for conflict in shown for number in _told(conflict, cited)})
    if told:
        yield Note(NoteKind.CONFLICT, say("note.conflict", language), tuple(told))
    for conflict in shown:
        if conflict.ground is not Ground.TOLD and all(sentence in cited for sentence in conflict.sentences):
            yield _pair(language, [cited[sentence] for sentence in conflict.sentences])


def _told(conflict: Conflict, cited: dict[str, Citation]) -> Iterable[int]:
    """Yield the numbers of what tells of differing accounts: the sentence that says so, or two that it says it of."""
    numbers = [cited[sentence].number for sentence in conflict.sentences if sentence in cited]
    if conflict.ground is Ground.TOLD and (conflict.sentences[0] in cited or len(numbers) > 1):
        yield from numbers


def _pair(language: str, sides: Sequence[Citation]) -> Note:
    one, other = sides
    key = "note.conflict_pair" if _publishers(one) != _publishers(other) else "note.conflict_within"
    text = say(
        key,
        language,
        one=_publishers(one),
        other=_publishers(other),
        first=one.number,
        second=other.number,
    )
    return Note(NoteKind.CONFLICT, text, (one.number, other.number))


def _publishers(citation: Citation) -> str:
    return ", ".join(dict.fromkeys(source.publisher for source in citation.sources))
