from __future__ import annotations

import pytest


def test_the_list_holds_every_article_and_the_version_of_the_corpus(client, corpus):
    got = client.get("/api/articles").json()

    assert [line["id"] for line in got["articles"]] == [article.id for article in corpus]
    assert got["corpus"] == {"version": corpus.version, "articles": len(corpus), "as_of": corpus.as_of}


def test_the_list_can_be_narrowed(client):
    got = client.get("/api/articles", params={"jurisdiction": "es", "topic": "age-limits", "status": "proposed"}).json()

    assert got["articles"]
    for line in got["articles"]:
        assert (line["jurisdiction"], line["status"]) == ("ES", "proposed")
        assert "age-limits" in line["topics"]


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("jurisdiction", "ZZ", "unknown_jurisdiction"),
        ("topic", "csm", "unknown_topic"),
        ("status", "<script>", "unknown_status"),
        ("topic", "x" * 41, "unfit_request"),
    ],
)
def test_a_filter_that_names_nothing_we_know_is_no_empty_list(client, name, value, code):
    got = client.get("/api/articles", params={name: value})

    assert (got.status_code, got.json()["error"]["code"]) == (422, code)


def test_a_near_miss_is_told_what_is_near(client):
    assert "Try: csam" in client.get("/api/articles", params={"topic": "csm"}).json()["error"]["message"]


def test_an_article_carries_its_sentences_at_their_place_in_the_body(client, corpus):
    article_id = "uk-online-safety-act-2023-overview"

    got = client.get(f"/api/articles/{article_id}").json()

    sentences = [sentence for passage in got["passages"] for sentence in passage["sentences"]]
    assert len(sentences) == len(corpus.article(article_id).sentences)
    assert all(got["body"][one["start"] : one["end"]] == one["text"] for one in sentences)
    assert {mark for one in sentences for mark in one["sources"]} <= {source["id"] for source in got["sources"]}
    assert "path" not in got


@pytest.mark.parametrize("name", ["nothing", "../../etc/passwd", "%2e%2e%2fetc", "<script>", "é" * 300])
def test_an_article_that_is_not_there_is_said_so(client, name):
    got = client.get(f"/api/articles/{name}")

    assert got.status_code == 404
    assert got.json()["error"]["code"] in {"unknown_article", "unknown_path"}


def test_whoever_has_it_already_is_told_that_nothing_changed(client, corpus):
    tag = client.get("/api/articles").headers["etag"]

    again = client.get("/api/articles", headers={"If-None-Match": tag})

    assert tag == f'"{corpus.version}"'
    assert (again.status_code, again.content) == (304, b"")


def test_a_translated_article_has_an_address_too(client):
    assert client.get("/api/articles/es-action-against-tech-giants.es").json()["language"] == "es"
