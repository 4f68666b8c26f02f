from __future__ import annotations

from datetime import date

from ui.web.overview import Choice, overview

TODAY = date(2026, 7, 30)


def test_a_place_shows_how_far_its_rules_have_come(corpus, voice):
    drawn = overview(corpus, Choice(), voice, TODAY)

    tiles = {tile.code: tile for tile in drawn.tiles}
    assert (tiles["GB"].status, tiles["GB"].count) == ("partly-in-force", 1)
    assert "United Kingdom" in tiles["GB"].question


def test_a_translation_counts_as_its_original(corpus, voice):
    drawn = overview(corpus, Choice(), voice, TODAY)

    assert drawn.articles == sum(not article.translation_of for article in corpus) < len(corpus)


def test_filters_leave_the_other_places_visible_but_empty(corpus, voice):
    drawn = overview(corpus, Choice(topic="pornography"), voice, TODAY)

    assert {tile.code for tile in drawn.tiles if tile.count} == {"GB"}
    assert {row.code for row in drawn.rows} == {"GB"}
    assert len(drawn.tiles) > 1


def test_an_unknown_filter_finds_nothing_and_breaks_nothing(corpus, voice):
    drawn = overview(corpus, Choice("<script>", "nowhere"), voice, TODAY)

    assert drawn.articles == 0
    assert drawn.timeline.dots == ()


def test_the_beyond_are_not_among_the_countries(corpus, voice):
    drawn = overview(corpus, Choice(), voice, TODAY)

    assert {tile.code for tile in drawn.beyond} == {"EU"}


def test_every_shape_of_the_timeline_stands_inside_it(corpus, voice):
    time = overview(corpus, Choice(), voice, TODAY).timeline

    assert time.dots
    assert all(0 <= dot.x <= time.width and 0 < dot.y < time.floor for dot in time.dots)


def test_no_two_shapes_of_the_timeline_cover_each_other(corpus, voice):
    dots = overview(corpus, Choice(), voice, TODAY).timeline.dots

    assert len({(dot.x, dot.y) for dot in dots}) == len(dots)


def test_dates_to_come_are_those_after_today(corpus, voice):
    early = overview(corpus, Choice(), voice, date(2000, 1, 1)).coming
    late = overview(corpus, Choice(), voice, date(2100, 1, 1)).coming

    assert [one.iso for one in early] == sorted(article.effective_date for article in corpus if article.effective_date)
    assert late == ()
