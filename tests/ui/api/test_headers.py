from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from fastapi.testclient import TestClient

from ui.api.app import create_app
from ui.api.headers import with_nonce

PAGE = "<html><head><script>go()</script></head><body><script type=module src=/a.js></script>Hello</body></html>"


@pytest.fixture
def page(services) -> TestClient:
    app = create_app(services)

    @app.get("/page")
    def shown() -> HTMLResponse:
        return HTMLResponse(PAGE)

    return TestClient(app, client=("203.0.113.7", 50000))


def policy(response) -> dict[str, str]:
    parts = response.headers["content-security-policy"].split("; ")
    return {part.partition(" ")[0]: part.partition(" ")[2] for part in parts}


def test_scripts_of_a_page_carry_the_number_that_its_policy_names(page):
    got = page.get("/page")

    numbers = re.findall(r'<script nonce="([\w-]+)"', got.text)
    assert len(numbers) == 2
    assert policy(got)["script-src"] == f"'self' 'nonce-{numbers[0]}'"
    assert numbers[0] == numbers[1]
    assert got.headers["content-length"] == str(len(got.content))


def test_every_response_has_another_number_and_is_not_kept(page):
    first, second = page.get("/page"), page.get("/page")

    assert policy(first)["script-src"] != policy(second)["script-src"]
    assert first.headers["cache-control"] == "no-store"


def test_a_page_can_load_nothing_from_elsewhere_nor_be_framed(page):
    rules = policy(page.get("/page"))

    assert rules["default-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert rules["object-src"] == "'none'"
    assert rules["form-action"] == rules["base-uri"] == rules["connect-src"] == "'self'"
    assert "unsafe-eval" not in str(rules)
    assert "unsafe-inline" not in rules["script-src"]
    assert not re.search(r"https?:|\*", str(rules))


@pytest.mark.parametrize("path", ["/page", "/healthz", "/api/articles", "/nothing", "/widget.js", "/api/openapi.json"])
def test_every_response_carries_the_usual_headers(page, path):
    headers = page.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "content-security-policy" in headers
    assert "server" not in headers
    assert "set-cookie" not in headers


def test_https_is_remembered_where_it_is_spoken(page, services):
    secure = TestClient(create_app(services), base_url="https://testserver", client=("203.0.113.7", 50000))

    assert "strict-transport-security" not in page.get("/healthz").headers
    assert secure.get("/healthz").headers["strict-transport-security"] == "max-age=31536000"


@pytest.mark.parametrize(
    ("html", "count"),
    [
        pytest.param("<script>1</script>", 1, id="one"),
        pytest.param("<SCRIPT\n src=a.js></SCRIPT><p><script>2</script>", 2, id="capitals and lines"),
        pytest.param("<script>var a = '<script>';</script>", 1, id="inside a script"),
        pytest.param("<!-- <script>1</script> -->", 0, id="inside a comment"),
        pytest.param("<p title='<script>'>x</p>", 0, id="inside an attribute"),
        pytest.param("&lt;script&gt;1&lt;/script&gt;", 0, id="escaped"),
        pytest.param("<textarea><script>1</script></textarea>", 0, id="inside a text field"),
        pytest.param("<title><script>1</script></title>", 0, id="inside a title"),
        pytest.param("<script nonce='mine'>1</script>", 0, id="one that has a number"),
        pytest.param("", 0, id="nothing"),
        pytest.param("<script", 0, id="half of one"),
    ],
)
def test_only_scripts_that_stand_in_the_page_get_a_number(html, count):
    made = with_nonce(html, "abc")

    assert made.count(' nonce="abc"') == count
    assert made.replace(' nonce="abc"', "") == html


def test_a_page_is_sent_unpacked_so_that_its_scripts_can_be_numbered(services):
    asked: list[str] = []
    app = create_app(services)
    inner = FastAPI()

    @inner.middleware("http")
    async def look(request, call_next):
        asked.append(request.headers.get("accept-encoding", ""))
        return await call_next(request)

    app.mount("/inner", inner)
    client = TestClient(app)
    client.get("/inner/", headers={"Accept": "text/html", "Accept-Encoding": "gzip, br"})
    client.get("/inner/", headers={"Accept": "*/*", "Accept-Encoding": "gzip, br"})

    assert asked == ["", "gzip, br"]
