"""Find out which questions the shipped articles answer, and write them to `rag/suggest/checked.json`.

python -m evals.suggestions              ask of the articles that are new or changed
python -m evals.suggestions --again      ask of all of them: after a change to how answers are found
python -m evals.suggestions --check      only count how many of the kept ones are still answered

Minutes for all; what is found out is written article by article, so that a run that was stopped can be taken up again.
"""

from __future__ import annotations

import argparse

from rag import Outcome, open_pipeline
from rag.pipeline import Pipeline
from rag.settings import read_settings
from rag.suggest.bank import SHIPPED, as_json, key_of, read_kept
from rag.suggest.candidates import LANGUAGES, candidates_of


def main() -> None:
    """Ask everything that each article might answer, and say how much of it was answered."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--again", action="store_true", help="ask of articles that are known, too")
    parser.add_argument("--check", action="store_true", help="count how many kept questions are still answered")
    options = parser.parse_args()
    pipeline = open_pipeline(read_settings())
    print(check(pipeline) if options.check else find_out(pipeline, again=options.again))
    pipeline.close()


def find_out(pipeline: Pipeline, *, again: bool) -> str:
    """Ask of every article what it might answer, write what it does answer, and say how much that is."""
    bank = pipeline.bank
    assert bank is not None
    known = {} if again else read_kept(SHIPPED)
    current = {key_of(article, language): (article, language) for language in LANGUAGES for article in pipeline.corpus}
    found = {key: kept for key, kept in known.items() if key in current}
    for key, (article, language) in current.items():
        if key not in found:
            found[key] = bank.find_out(article, language)
            SHIPPED.write_text(as_json(found), encoding="utf-8")
    asked = sum(len(list(candidates_of(article, language))) for article, language in current.values())
    return f"{sum(map(len, found.values()))} of {asked} questions are answered; they are in {SHIPPED.name}."


def check(pipeline: Pipeline) -> str:
    """Ask every kept question through the door, and return how many are answered."""
    assert pipeline.bank is not None
    kept = [
        one
        for article in pipeline.corpus.articles
        for language in LANGUAGES
        for one in pipeline.bank.known(article, language)
    ]
    answered = sum(pipeline.ask(one.text).outcome in {Outcome.ANSWERED, Outcome.PARTIAL} for one in kept)
    return f"{answered} of {len(kept)} kept questions are answered."


if __name__ == "__main__":
    main()
