from __future__ import annotations

import pytest
from starlette.datastructures import Headers

from ui.web.shell import GradioChanged, _comes_from_outside, parts_of

PAGE = b"""<html><head><script>window.gradio_config = {"a": 1};</script><script>other()</script>
<script type="module" crossorigin src="./assets/index-Dp_1.js"></script></head>"""


def test_the_parts_of_gradios_page_are_found():
    parts = parts_of(PAGE)

    assert (parts.config, parts.module) == ('window.gradio_config = {"a": 1};', "./assets/index-Dp_1.js")


@pytest.mark.parametrize("gone", [b"window.gradio_config", b'type="module"'])
def test_a_page_that_has_changed_is_not_guessed_at(gone):
    with pytest.raises(GradioChanged, match=r"shell\.py"):
        parts_of(PAGE.replace(gone, b"new"))


@pytest.mark.parametrize(
    ("headers", "is_outside"),
    [
        ({}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-origin"}, False),
        ({"host": "a.example", "referer": "https://a.example/es/"}, False),
        ({"host": "a.example", "referer": "https://b.example/"}, True),
    ],
)
def test_who_goes_from_page_to_page_has_chosen_a_language(headers, is_outside):
    assert _comes_from_outside(Headers(headers)) is is_outside
