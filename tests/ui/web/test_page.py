from __future__ import annotations

import pytest

from ui.web.page import Address


@pytest.mark.parametrize(
    ("language", "path", "base", "root"),
    [
        ("en", "", "./", "./"),
        ("en", "overview", "./", "./"),
        ("en", "sources/x", "../", "../"),
        ("es", "", "./", "../"),
        ("es", "overview", "./", "../"),
        ("es", "sources/x", "../", "../../"),
    ],
)
def test_every_link_is_relative_so_that_any_prefix_will_do(language, path, base, root):
    address = Address(language, path)

    assert (address.base, address.root) == (base, root)


def test_the_other_language_is_the_same_page():
    assert Address("en", "sources/x").to("sources/x", "es") == "../es/sources/x"
    assert Address("es", "sources/x").to("sources/x", "en") == "../../sources/x"
