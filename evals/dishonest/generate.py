"""Make the sentences: the same ones each time for the same corpus and seed, so many of each kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from random import Random

from corpus import Corpus
from evals.dishonest import actors, amounts, force, truths, whole
from evals.dishonest.case import SpokenCase, Told
from evals.dishonest.material import Material, Piece, material_of

WRITTEN = Path(__file__).with_name("written.tsv")
SEED = 20261124
OF_EACH_KIND = 60

Maker = Callable[[Piece, Material, Random], Told | str | None]
"""Returns nothing where the sentence does not lend itself to it."""

LIES: Mapping[str, Maker] = {
    "wrong number": amounts.wrong_number,
    "numbers swapped": amounts.swapped_numbers,
    "wrong written number": amounts.wrong_written_number,
    "wrong year": amounts.wrong_year,
    "wrong day or month": amounts.wrong_day,
    "wrong unit": amounts.wrong_unit,
    "share told as count": amounts.wrong_share,
    "wrong article or bill": amounts.wrong_law_number,
    "wrong age": amounts.wrong_age,
    "wrong name": actors.wrong_name,
    "names swapped": actors.swapped_names,
    "wrong country": actors.wrong_country,
    "wrong speaker": actors.wrong_speaker,
    "speaker lost": actors.speaker_lost,
    "speaker invented": actors.speaker_invented,
    "wrong doer": actors.wrong_doer,
    "added to a list": actors.added_to_list,
    "will for may": force.stronger,
    "may for must": force.weaker,
    "proposal told as law": force.standing,
    "opposite word": force.opposite,
    "bound turned": force.bound,
    "hedge lost": force.hedge_lost,
    "negation lost": force.negation_lost,
    "negation added": force.negation_added,
    "condition lost": force.condition_lost,
    "scope widened": force.widened,
    "fact from memory": whole.from_memory,
    "opening from memory": whole.opened_from_memory,
    "superlative": whole.superlative,
    "invented cause": whole.cause,
    "two sentences glued": whole.glued,
    "opening of another sentence": whole.glued_neighbours,
    "stitched quotation": whole.stitched_quotation,
    "altered quotation": whole.altered_quotation,
    "invented quotation": whole.invented_quotation,
    "injected order obeyed": whole.obeyed,
    "injected order within": whole.obeyed_within,
    "instructions leaked": whole.leaked,
    "advice and opinion": whole.advised,
    "filler": whole.filler,
    "key of another sentence": whole.wrong_key,
    "bare name": whole.fragment,
    "cites nothing": whole.uncited,
    "half a sentence": whole.half_sentence,
}

NEAR_TRUTHS: Mapping[str, Maker] = {
    "word for word": truths.word_for_word,
    "bracket left out": truths.bracket_left_out,
    "aside left out": truths.aside_left_out,
    "second half left out": truths.tail_left_out,
    "date left out": truths.opening_left_out,
    "two joined": truths.joined,
    "opening put last": truths.opening_last,
    "ending put first": truths.ending_first,
    "date written otherwise": truths.date_otherwise,
    "number written otherwise": truths.number_otherwise,
    "thousands written otherwise": truths.thousands_otherwise,
    "amount written otherwise": truths.amount_otherwise,
    "short form": truths.short_form,
    "punctuation": truths.comma_and_article,
    "month for the day": truths.year_only,
}


def generate(corpus: Corpus, *, of_each_kind: int = OF_EACH_KIND, seed: int = SEED) -> tuple[SpokenCase, ...]:
    """Return up to `of_each_kind` sentences of each kind, false ones first, and the ones written by hand."""
    material = material_of(corpus)
    made = [
        case
        for makers, is_true in ((LIES, False), (NEAR_TRUTHS, True))
        for kind, maker in makers.items()
        for case in _some(kind, maker, material, of_each_kind, seed=f"{seed} {kind}", is_true=is_true)
    ]
    return (*made, *written(material))


def written(material: Material) -> Iterator[SpokenCase]:
    """Yield the sentences that were written by hand: free paraphrases, and lies in the same free wording."""
    for line in WRITTEN.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            label, ids, claim = line.split("\t")
            evidence = tuple(material.texts[one] for one in ids.split(" "))
            kind = "free paraphrase" if label == "true" else "false paraphrase"
            yield SpokenCase(kind, claim, evidence, label == "true", is_free=True)


def _some(kind: str, maker: Maker, material: Material, count: int, *, seed: str, is_true: bool) -> Iterable[SpokenCase]:
    random, claims = Random(seed), set[tuple[str, tuple[str, ...]]]()
    pieces = list(material.pieces)
    random.shuffle(pieces)
    for piece in pieces:
        told = maker(piece, material, random)
        if isinstance(told, str):
            told = Told(told, (piece.text,))
        if told is None or (told.claim, told.evidence) in claims or (not is_true and _says_the_same(told)):
            continue
        claims.add((told.claim, told.evidence))
        yield SpokenCase(kind, told.claim, told.evidence, is_true)
        if len(claims) == count:
            return


def _says_the_same(told: Told) -> bool:
    return any(_plain(told.claim) == _plain(one) for one in told.evidence)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
