from __future__ import annotations

import pytest

from ui.page import Page, clean


def test_a_number_never_begins_a_line():
    page = Page(width=24)

    page.paragraph("Fines reach ten per cent [1][2] of the revenue. [3]")

    assert page.text().plain == "Fines reach ten per\ncent [1][2] of the\nrevenue. [3]"


def test_the_first_line_and_the_others_are_indented_apart():
    page = Page(width=24)

    page.paragraph("A line that has to be wrapped.", first="[1] ", rest="    ")

    assert page.text().plain == "[1] A line that has to\n    be wrapped."


def test_air_is_left_once():
    page = Page(width=80)

    page.gap()
    page.line("one")
    page.gap()
    page.gap()
    page.heading("Two")

    assert page.text().plain == "one\n\nTwo"


@pytest.mark.parametrize(("asked", "given"), [(5, 24), (60, 60), (300, 96)])
def test_lines_stay_readable_in_any_window(asked, given):
    assert Page(width=asked).width == given


def test_characters_that_a_terminal_obeys_are_dropped():
    assert clean("a\x1b[31mb\x07\u202ec\n") == "a[31mbc\n"
