"""The widget in a real browser, on a page of another origin (another port of loopback): allowed and not allowed."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from selenium.webdriver import ActionChains, Chrome, Keys
from selenium.webdriver.support.ui import WebDriverWait

from rag.answer import Note, NoteKind, Outcome
from tests.ui.api.conftest import serving
from tests.ui.browser import browser
from tests.ui.samples import ANSWERED, SIGNPOSTED, SOURCES, answer_of
from ui.api.services import Network
from ui.keep import all_feedback

HOSTILE = "<img src=x onerror=\"document.title='smuggled'\"><script>document.title='smuggled'</script>"


class School(BaseHTTPRequestHandler):
    """A site of somebody else, with one strict page that loads the widget."""

    widget = ""

    def do_GET(self):
        """Send the page; the settings of the widget stand in the address."""
        settings = self.path.partition("?")[2].replace("&", " ")
        loads = f"<script src='{self.widget}' {settings}></script>"
        page = f"<!doctype html><html lang=en><title>School</title><body><h1>School</h1>{loads}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        origin = self.widget.removesuffix("/widget.js")
        policy = f"default-src 'none'; script-src {origin}; connect-src {origin}"
        self.send_header("Content-Security-Policy", policy)  # the widget needs no more than these two
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, format, *arguments):
        """Say nothing."""


@contextmanager
def school() -> Iterator[tuple[str, type[School]]]:
    handler = type("OneSchool", (School,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def chrome() -> Iterator[Chrome]:
    with browser() as opened:
        yield opened


@pytest.fixture
def site(make_services, chrome) -> Iterator[tuple[str, Chrome, object]]:
    """A school that the operator allowed, a browser, and the services behind the widget."""
    with school() as (address, handler):
        services = make_services(network=Network(allowed_origins=(address,)))
        with serving(services) as server:
            handler.widget = f"{server}/widget.js"
            yield address, chrome, services


class Widget:
    """What a person sees and does in the widget."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome
        self.wait_for("textarea")

    def all(self, selector):
        root = "document.querySelector('footnote-widget')?.shadowRoot"
        return self.chrome.execute_script(f"return [...({root}?.querySelectorAll(arguments[0]) ?? [])]", selector)

    def wait_for(self, selector):
        return WebDriverWait(self.chrome, 10).until(lambda _: self.all(selector))[0]

    def text(self, selector):
        return [found.text for found in self.all(selector)]

    def focused(self):
        script = "const e = document.querySelector('footnote-widget').shadowRoot.activeElement; return e && e.outerHTML"
        return self.chrome.execute_script(script) or ""

    def press(self, *keys):
        ActionChains(self.chrome).send_keys(*keys).perform()

    def ask(self, question, until=".feedback"):
        self.wait_for("textarea").send_keys(question, Keys.ENTER)
        return self.wait_for(until)


def test_a_question_is_answered_on_an_allowed_site_with_numbered_sources(site, pipeline):
    address, chrome, _ = site
    chrome.get(address)
    widget = Widget(chrome)

    widget.ask("What are the fines?")

    assert pipeline.asked[0][0] == "What are the fines?"
    assert widget.text(".status") == ["The answer is there, with one source."]
    assert any(ANSWERED.claims[0].text in said for said in widget.text(".answer p"))
    assert widget.text(".note") == ["Some of its parts are not in force yet. 1"]
    widget.all("summary")[0].click()
    assert [link.get_attribute("href") for link in widget.all("details a")] == [source.url for source in SOURCES]


def test_the_keyboard_alone_opens_a_source_and_comes_back(site):
    address, chrome, _ = site
    chrome.get(address)
    widget = Widget(chrome)
    widget.ask("What are the fines?")

    widget.press(Keys.TAB, Keys.TAB)  # over the button Ask to the first number
    assert "Source 1: The Online Safety Act" in widget.focused()
    widget.press(Keys.ENTER)

    (card,) = widget.all(".card")
    assert ANSWERED.citations[0].quote in card.text
    assert "partly in force" in card.text
    assert "as of 29 April 2026" in card.text
    assert widget.all(".mark")[0].get_attribute("aria-expanded") == "true"
    widget.press(Keys.ESCAPE)
    assert widget.all(".card") == []
    assert "Source 1" in widget.focused()


def test_a_follow_up_takes_the_conversation_along(site, pipeline):
    address, chrome, _ = site
    chrome.get(address)
    widget = Widget(chrome)
    widget.ask("What are the fines?")

    widget.ask("And in Spain?")

    WebDriverWait(chrome, 10).until(lambda _: len(pipeline.asked) == 2)
    assert pipeline.asked[1][1] == (("user", "What are the fines?"), ("assistant", ANSWERED.text))


def test_a_thumb_reaches_the_database_without_the_question(site):
    address, chrome, services = site
    chrome.get(address)
    widget = Widget(chrome)
    widget.ask("A private question")

    next(button for button in widget.all(".feedback button") if button.text == "No").click()
    next(button for button in widget.all(".feedback button") if button.text == "It is out of date").click()

    WebDriverWait(chrome, 10).until(lambda _: "Thank you. Your question is not kept." in widget.text(".status"))
    (row,) = all_feedback(services.database)
    assert (row.thumb, row.reason, row.surface, row.question) == ("down", "out_of_date", "widget", None)


def test_stop_ends_the_work(site, pipeline):
    address, chrome, _ = site
    pipeline.gate.clear()
    chrome.get(address)
    widget = Widget(chrome)
    widget.wait_for("textarea").send_keys("A long one", Keys.ENTER)
    pipeline.begun.acquire(timeout=10)

    next(button for button in widget.all("button") if button.text == "Stop").click()

    assert pipeline.closed.wait(10)
    assert widget.text(".status") == ["Stopped."]


def test_help_lines_come_first_and_can_be_called(site, pipeline):
    address, chrome, _ = site
    pipeline.answer = SIGNPOSTED
    chrome.get(address)
    widget = Widget(chrome)

    widget.ask("I am being blackmailed")

    assert widget.text(".answer > *")[1] == "Who helps"
    assert widget.all(".help a")[0].get_attribute("href") == "tel:08001111"
    assert widget.text(".answer > p") == ["I am being blackmailed", "You are not alone."]


def test_spanish_is_spoken_where_the_page_asks_for_it(site):
    address, chrome, _ = site
    chrome.get(f"{address}/?data-language=es&data-place=corner&data-theme=dark")
    widget = Widget(chrome)

    widget.wait_for(".open").click()
    widget.ask("¿Qué multas hay?")

    assert widget.text(".status") == ["La respuesta está lista, con una fuente."]
    background = chrome.execute_script("return getComputedStyle(arguments[0]).backgroundColor", widget.all(".panel")[0])
    assert background == "rgb(23, 25, 28)"
    widget.press(Keys.ESCAPE)
    assert "Preguntar sobre" in widget.focused()


def test_texts_of_articles_and_models_never_become_elements(site, pipeline):
    address, chrome, _ = site
    cited = replace(
        ANSWERED.citations[0],
        title=HOSTILE,
        quote=HOSTILE,
        status=HOSTILE,
        sources=(replace(SOURCES[0], title=HOSTILE, publisher=HOSTILE, url="javascript:document.title='smuggled'"),),
    )
    pipeline.answer = replace(
        ANSWERED,
        text=f"{HOSTILE} [1]",
        citations=(cited,),
        notes=(Note(NoteKind.STALE, HOSTILE, (1,)),),
        follow_ups=(HOSTILE,),
    )
    chrome.get(address)
    widget = Widget(chrome)

    widget.ask(HOSTILE)
    widget.all(".mark")[0].click()
    widget.all("summary")[0].click()

    assert chrome.title == "School"
    assert widget.all("img, script") == []
    assert [link.get_attribute("href") for link in widget.all("a")] == []
    assert HOSTILE in widget.text(".card blockquote")[0]


def test_a_site_that_was_not_allowed_gets_nothing(make_services, chrome, pipeline):
    with school() as (address, handler), serving(make_services()) as server:
        handler.widget = f"{server}/widget.js"
        chrome.get(address)
        widget = Widget(chrome)

        widget.ask("What are the fines?", until=".problem")

        assert widget.text(".problem") == ["Footnote cannot be reached from this page. Please try again later."]
        assert pipeline.asked == []


def test_a_limit_is_said_in_words(site, pipeline):
    address, chrome, services = site
    for _ in range(20):
        services.rates.admit("127.0.0.1")
    chrome.get(address)
    widget = Widget(chrome)

    widget.ask("One too many", until=".problem")

    assert widget.text(".problem")[0].startswith("That is more questions than one visitor may ask")
    assert pipeline.asked == []


def test_the_widget_asks_no_host_but_its_own(site):
    address, chrome, _ = site
    chrome.get_log("performance")
    chrome.get(address)
    Widget(chrome).ask("What are the fines?")

    events = [json.loads(entry["message"])["message"] for entry in chrome.get_log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    assert asked
    assert {url.split("/")[2].partition(":")[0] for url in asked} == {"127.0.0.1"}
    assert chrome.get_cookies() == []


def test_every_outcome_is_shown_without_an_error(site, pipeline):
    address, chrome, _ = site
    chrome.get(address)
    widget = Widget(chrome)
    for outcome in Outcome:
        pipeline.answer = answer_of(outcome)
        widget.ask(f"Give me {outcome}")
        assert f"This is {outcome.value}." in widget.text(".answer p")
