"""Make the tables of other words and opposites that the verifier looks words up in.

    python -m evals.word_tables --wordnet /usr/share/wordnet --write

Reads the plain files of WordNet 3.0 (Debian: `apt-get install wordnet-base`) and keeps single words of English that
the embedding model knows as whole words: for each the members of its commonest senses, and its antonyms.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from rag import Settings
from rag.embeddings import find_model

DATA = Path(__file__).parents[1] / "rag" / "data"
PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SENSES = 2
"""Rarer senses bring in words that hardly ever fit."""
ANTONYM = "!"
NOTICE = """# {what}
# Made by `python -m evals.word_tables` from WordNet 3.0, Copyright 2006 by Princeton University. All rights reserved.
# WordNet is provided "as is" without warranty; its licence permits use, copying, change and distribution for any
# purpose without fee, with this notice kept: https://wordnet.princeton.edu/license-and-commercial-use
"""


class Sense(NamedTuple):
    """The words of one sense, and which of them have antonyms where."""

    words: tuple[str, ...]
    antonyms: tuple[tuple[int, str, int], ...]
    """Place of the word, sense of its antonym, place of the antonym there."""


def main() -> None:
    """Print how many pairs there are, and write them with `--write`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--wordnet", type=Path, default=Path("/usr/share/wordnet"), help="folder of data.noun and others"
    )
    parser.add_argument("--write", action="store_true", help="write rag/data/synonyms.tsv and opposites.tsv")
    arguments = parser.parse_args()
    known = known_words()
    senses = dict(_senses(arguments.wordnet))
    tables = {
        "synonyms.tsv": ("Words that can stand for each other.", _synonyms(arguments.wordnet, senses, known)),
        "opposites.tsv": ("Words against each other.", _opposites(senses, known)),
    }
    for name, (what, table) in tables.items():
        print(f"{name}: {len(table)} words, {sum(map(len, table.values()))} pairs")
        if arguments.write:
            lines = "".join(f"{word}\t{' '.join(sorted(others))}\n" for word, others in sorted(table.items()))
            (DATA / name).write_text(NOTICE.format(what=what) + lines, encoding="utf-8")


def known_words() -> frozenset[str]:
    """Return the whole words of the embedding model's vocabulary."""
    tokenizer = json.loads((find_model(Settings().embedding_model).folder / "tokenizer.json").read_text("utf-8"))
    return frozenset(
        word for word in tokenizer["model"]["vocab"] if word.isascii() and word.isalpha() and len(word) > 2
    )


def _senses(folder: Path) -> Iterator[tuple[str, Sense]]:
    """Yield each sense under its part of speech and place in the file."""
    for part, letter in PARTS.items():
        for line in _lines(folder / f"data.{part}"):
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            words = tuple(re.sub(r"\(.*\)", "", fields[4 + 2 * place]).lower() for place in range(count))
            start = 5 + 2 * count
            pointers = [fields[start + 4 * place : start + 4 * place + 4] for place in range(int(fields[start - 1]))]
            antonyms = tuple(
                (int(places[:2], 16) - 1, f"{'a' if other == 's' else other}{at}", int(places[2:], 16) - 1)
                for sign, at, other, places in pointers
                if sign == ANTONYM
            )
            yield f"{letter}{fields[0]}", Sense(words, antonyms)


def _synonyms(folder: Path, senses: Mapping[str, Sense], known: frozenset[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for part, letter in PARTS.items():
        for line in _lines(folder / f"index.{part}"):
            word, *fields = line.split()
            if word in known:
                places = [field for field in fields if re.fullmatch(r"\d{8}", field)][:SENSES]
                members = {member for place in places for member in senses[letter + place].words}
                found[word] |= (members & known) - {word}
    return {word: others for word, others in found.items() if others}


def _opposites(senses: Mapping[str, Sense], known: frozenset[str]) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for sense in senses.values():
        for place, other, there in sense.antonyms:
            word, against = sense.words[place], senses[other].words[there]
            if word in known and against in known:
                found[word].add(against)
    return dict(found)


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file of WordNet behind its licence, which is indented."""
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("  "))


if __name__ == "__main__":
    main()
