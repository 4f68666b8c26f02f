from __future__ import annotations

from ui.web.article import article_view
from ui.web.library import Search, search


def test_every_word_must_stand_in_title_or_text(corpus, voice):
    assert [entry.id for entry in search(corpus, Search("ofcom REVENUE"), voice)] == ["uk-online-safety-act"]
    assert search(corpus, Search("ofcom xylophone"), voice) == ()


def test_place_topic_and_status_narrow_the_list(corpus, voice):
    assert [entry.id for entry in search(corpus, Search(place="GB"), voice)] == ["uk-online-safety-act"]
    assert search(corpus, Search(place="GB", topic="ai-chatbots"), voice) == ()


def test_without_words_everything_is_listed_newest_first(corpus, voice):
    assert len(search(corpus, Search(), voice)) == len(corpus)


def test_an_article_shows_which_publications_support_a_sentence(corpus, voice):
    shown = article_view(corpus.article("uk-online-safety-act"), corpus, voice, cited="uk-online-safety-act#1.3")

    lines = [line for paragraph in shown.paragraphs for line in paragraph.lines]
    assert [line.is_cited for line in lines[:3]] == [False, False, True]
    assert lines[2].numbers == (1, 2)
    assert shown.publications[1].publisher == "Example Press"


def test_an_article_names_its_translation(corpus, voice):
    shown = article_view(corpus.article("es-minimum-age-bill"), corpus, voice)

    assert shown.translations == ("es-minimum-age-bill.es",)
