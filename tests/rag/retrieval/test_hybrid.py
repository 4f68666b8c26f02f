from __future__ import annotations

import pytest

from rag.retrieval.hybrid import applies_in, best_of_each_passage, is_right_edition


def ids(documents):
    return [document.id for document in documents]


def test_the_passage_whose_sentence_answers_comes_first(retriever):
    best, *_ = retriever.invoke("What is the fine under the Australian act?")

    assert best.id == "au-minimum-age-act#2"
    assert best.metadata["found_by"] == "keyword,sentence"
    assert "49.5 million" in best.page_content


def test_scores_fall_and_lie_between_0_and_1(retriever):
    scores = [document.metadata["score"] for document in retriever.invoke("fines for platforms")]

    assert scores == sorted(scores, reverse=True)
    assert 0 <= scores[-1] <= scores[0] <= 1


def test_no_passage_comes_twice(retriever):
    found = ids(retriever.invoke("minimum age on social media"))

    assert len(found) == len(set(found))


def test_k_passages_come_back(retriever):
    assert len(retriever.invoke("minimum age on social media", k=3)) == 3


@pytest.mark.parametrize(
    ("question", "shown", "hidden"),
    [
        pytest.param("minimum age in Spain", "es-minimum-age-bill", "es-minimum-age-bill.es", id="English"),
        pytest.param("edad mínima en España", "es-minimum-age-bill.es", "es-minimum-age-bill", id="Spanish"),
    ],
)
def test_of_an_article_and_its_translation_only_one_is_found(retriever, question, shown, hidden):
    articles = {found.partition("#")[0] for found in ids(retriever.invoke(question))}

    assert shown in articles
    assert hidden not in articles


def test_an_article_without_a_translation_answers_in_either_language(retriever, small):
    passage = small.passage("au-minimum-age-act#1")

    assert is_right_edition(passage, "en", small)
    assert is_right_edition(passage, "es", small)


@pytest.mark.parametrize(
    ("chosen", "article", "applies"),
    [
        ("ES", "es-minimum-age-bill", True),
        ("ES", "eu-toy-data-regulation", True),
        ("EU", "es-minimum-age-bill", True),
        ("US", "us-ca-companion-chatbot-act", True),
        ("ES", "au-minimum-age-act", False),
        ("FR", "es-minimum-age-bill", False),
        ("XX", "es-minimum-age-bill", False),
    ],
)
def test_a_chosen_jurisdiction_keeps_what_applies_there(chosen, article, applies, small):
    assert applies_in(small.passage(f"{article}#1"), chosen, small) is applies


def test_a_chosen_jurisdiction_keeps_to_it_in_retrieval(retriever):
    found = {document.id.partition("#")[0] for document in retriever.invoke("fines for platforms", jurisdiction="AU")}

    assert found == {"au-minimum-age-act"}


def test_a_jurisdiction_without_articles_finds_nothing(retriever):
    assert retriever.invoke("fines for platforms", jurisdiction="JP") == []


def test_what_found_a_passage_is_told(retriever):
    found = retriever.found("voice recordings of toys")

    assert set(found) == {"keyword", "sentence"}
    assert found["keyword"][0] == "eu-toy-data-regulation#1"


def test_each_search_goes_as_deep_as_it_is_told_to(retriever):
    shallow = retriever.found("platforms and minors", k=2)

    assert max(len(ids) for ids in shallow.values()) == 2
    assert len(retriever.found("platforms and minors")["keyword"]) > 2


def test_a_chosen_jurisdiction_is_looked_for_further_down(retriever):
    deep = retriever.found("platforms and minors", jurisdiction="AU", k=2)

    assert len(deep["sentence"]) > 2


def test_no_more_candidates_are_judged_than_are_wanted(retriever):
    question = retriever.understanding.of("platforms and minors")
    rankings = list(retriever.found(question.text).values())

    narrow, wide = (retriever.candidates(question, rankings, count=count) for count in (2, 5))

    assert (len(narrow), len(wide)) == (2, 5)
    assert wide[:2] == narrow


def test_each_passage_stands_with_its_best_sentence(retriever, small):
    question = retriever.understanding.of("What is the fine under the Australian act?")
    judged = retriever.relevance.judge(
        question, retriever.embed(question.searches), [small.passage("au-minimum-age-act#2")]
    )

    best = best_of_each_passage(judged)

    assert [one.sentence.id for one in best] == ["au-minimum-age-act#2.1"]
    assert best_of_each_passage([]) == []


def test_the_same_question_finds_the_same_in_the_same_order(retriever):
    asked = "What must platforms do about the age of minors?"

    assert retriever.invoke(asked) == retriever.invoke(asked)
