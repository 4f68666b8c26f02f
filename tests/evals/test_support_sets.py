from __future__ import annotations

import gzip
import json
import random

from corpus import load_corpus
from evals.support_sets import Example, corpus_examples, read_sets, reworded


def write(path, *rows):
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)


def test_labelled_claims_and_questions_are_read_as_examples(tmp_path):
    write(
        tmp_path / "support-small.train.jsonl.gz",
        {"claim": "Foxes eat grapes.", "evidence": ["They do."], "label": "supported"},
        {"claim": "Foxes eat stones.", "evidence": ["They do not."], "label": "contradicted"},
    )
    write(
        tmp_path / "qa-small.train.jsonl.gz",
        {"question": "When did Ofcom fine the platform?", "sentences": ["In May."], "answerable": True},
        {"question": "Who did Ofcom fine in May 2026?", "sentences": ["Nobody."], "answerable": False},
    )

    found = read_sets(tmp_path, "train")

    assert set(found["support-small"]) == {
        Example("Foxes eat grapes.", ("They do.",), True),
        Example("Foxes eat stones.", ("They do not.",), False),
    }
    assert {example.claim for example in found["qa-small"]} == {"Ofcom fine the platform", "Ofcom fine in May 2026"}


def test_a_set_with_one_answer_only_teaches_nothing(tmp_path):
    write(
        tmp_path / "support-one.eval.jsonl.gz", {"claim": "A fox ran.", "evidence": ["It ran."], "label": "supported"}
    )

    assert read_sets(tmp_path, "eval") == {}


def test_made_examples_are_half_carried_and_the_same_for_a_seed():
    corpus = load_corpus("corpus/articles")

    made = corpus_examples(corpus, 20, seed=1)

    assert made == corpus_examples(corpus, 20, seed=1)
    assert [example.is_supported for example in made] == [True, False] * 10
    assert all(example.evidence for example in made)


def test_rewording_changes_words_that_it_knows():
    assert reworded("The company must report.", random.Random(3)) != "The company must report."
