from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from rag.understand.places import DATA, gazetteer
from rag.understand.subjects import AMBIGUOUS, subject_words, subjects_in, wordings_of
from rag.understand.words import words

SUBJECTS = tomllib.loads((DATA / "subjects.toml").read_text(encoding="utf-8"))
REGIONS = tomllib.loads((DATA / "regions.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("question", "subjects"),
    [
        ("What does TikTok do?", ("TikTok",)),
        ("can i whatsapp them instead", ("WhatsApp",)),
        ("roblox or Discord, and roblox again", ("Roblox", "Discord")),
        ("tik tok and you tube", ("TikTok", "YouTube")),
        ("What did ByteDance say?", ("TikTok",)),
        ("Is Google Play safer than Google?", ("Google Play", "Google")),
        ("What does Character.AI promise?", ("Character.AI",)),
        ("Instagram’s and Facebook's rules", ("Instagram", "Facebook")),
        ("What does X do about Grok?", ("X", "Grok")),
        ("Does Meta's “Messenger” scan?", ("Meta", "Messenger")),
        ("character ai and 4chan", ("Character.AI", "4chan")),
        ("what does x mean", ()),
        ("a signal for parents in threads", ()),
        ("The clock goes tiktoktick", ()),
        ("", ()),
    ],
)
def test_the_subjects_of_a_question_are_named_as_the_corpus_does(question, subjects):
    assert subjects_in(question) == subjects


def test_a_subject_comes_with_every_way_to_write_it():
    assert wordings_of("X") == ("X", "twitter")
    assert wordings_of("Discord") == ("Discord",)


def test_the_words_of_names_are_folded():
    assert {"tiktok", "tik", "tok"} <= subject_words()
    assert all(word == word.lower() for word in subject_words())


def test_no_two_subjects_share_a_name():
    forms = Counter(tuple(words(form)) for subject in SUBJECTS for form in wordings_of(subject))

    assert [form for form, count in forms.items() if count > 1] == []


def test_names_have_one_to_three_words():
    long = [form for subject in SUBJECTS for form in wordings_of(subject) if not 1 <= len(words(form)) <= 3]

    assert long == []


def test_everyday_words_belong_to_a_subject():
    known = {words(form)[0] for subject in SUBJECTS for form in wordings_of(subject) if len(words(form)) == 1}

    assert known >= AMBIGUOUS


def test_no_subject_is_also_a_place():
    both = [subject for subject in SUBJECTS if tuple(words(subject)) in gazetteer().names]

    assert both == []


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_has_words_and_known_jurisdictions(region):
    table = REGIONS[region]

    assert set(table) == {"words", "codes"}
    assert all(words(word) for word in table["words"])
    assert set(table["codes"]) <= set(gazetteer().jurisdictions)
    assert len(table["codes"]) == len(set(table["codes"]))


def test_no_word_stands_for_two_regions():
    said = Counter(word for table in REGIONS.values() for word in table["words"])

    assert [word for word, count in said.items() if count > 1] == []
