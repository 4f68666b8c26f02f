from __future__ import annotations

import pytest

from tests.ui.samples import ANSWERED
from ui.keep import share

PAGES = ["overview", "sources", "sources/uk-online-safety-act", "measures", "about"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_carries_its_own_title_description_and_language(client, language, path):
    response = client.get(f"/{path}" if language == "en" else f"/{language}/{path}")

    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.text
    assert "· Footnote</title>" in response.text
    assert 'name="description"' in response.text


@pytest.mark.parametrize("path", ["sources/none", "a/none", "es/sources/none", "es/a/none"])
def test_what_is_not_there_is_said_in_the_frame_of_the_site(client, path):
    response = client.get(f"/{path}")

    assert response.status_code == 404
    assert "<nav" in response.text


def test_a_shared_answer_stands_as_it_was_given(client, site):
    token = share(site.services.database, ANSWERED).token

    page = client.get(f"/a/{token}").text

    assert "10 per cent of its worldwide" in page
    assert "noindex" in page
    assert "data-thumb" not in page


def test_hostile_words_in_an_address_stay_text(client):
    page = client.get("/sources", params={"words": '"><script>alert(1)</script>', "topic": "'><b>"}).text

    assert "<script>alert" not in page
    assert "'><b>" not in page


def test_the_article_alone_is_no_whole_page(client):
    part = client.get("/sources/uk-online-safety-act?part&s=uk-online-safety-act%231.2").text

    assert "<html" not in part
    assert '<mark class="cited" id="cited"' in part


@pytest.mark.parametrize("file", ["footnote.css", "footnote.js", "favicon.svg", "fonts/OFL.txt"])
def test_the_files_of_the_page_are_there(client, file):
    assert client.get(f"/ui/{file}").status_code == 200


@pytest.mark.parametrize("file", ["../routes.py", "..%2froutes.py", "fonts", "none.css"])
def test_no_other_file_is(client, file):
    assert client.get(f"/ui/{file}").status_code == 404


def test_without_figures_the_page_says_so(client):
    assert "No figures have been published" in client.get("/measures").text


def test_no_page_names_an_address_elsewhere_that_a_browser_would_load(client):
    for path in PAGES:
        page = client.get(f"/{path}").text
        assert 'src="http' not in page
        assert "url(http" not in page
