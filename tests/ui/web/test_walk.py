"""A walk through the page in a real browser that reaches nothing but this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from importlib.resources import files

import httpx
import pytest
from selenium.webdriver import ActionChains, Keys

from corpus import load_corpus
from rag.settings import Settings
from tests.ui.web.conftest import ARTICLES, TODAY
from tests.ui.web.lookup import LookupPipeline
from ui.api.limits import Limits
from ui.api.services import Network, Services, services_over
from ui.database import open_database
from ui.keep import all_feedback
from ui.web.browser import Window, browser, missing_program
from ui.web.serving import running

pytestmark = [
    pytest.mark.skipif(
        bool(missing_program()), reason=f"needs {missing_program()}: apt install chromium chromium-driver"
    ),
    pytest.mark.timeout(300),
    pytest.mark.filterwarnings("ignore"),  # of the libraries that Gradio's queue works with, in its own threads
]

QUESTION = "What about pornography and provider revenue?"
EVERY_VIEW = ["", "es/", "overview", "sources", "sources/uk-online-safety-act?s=uk-online-safety-act%231.2"]
EVERY_VIEW += ["measures", "about", "nowhere", "es/overview"]


@pytest.fixture(scope="module")
def services(tmp_path_factory) -> Services:
    folder = tmp_path_factory.mktemp("walk")
    pipeline = LookupPipeline(load_corpus(ARTICLES))
    limits = Limits(per_visitor="1000/minute", requests_per_visitor="5000/minute")
    return services_over(pipeline, open_database(f"sqlite:///{folder / 'footnote.db'}"), limits=limits)


@pytest.fixture(scope="module")
def address(services, tmp_path_factory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("settings")
    settings = Settings(data_dir=folder, today=TODAY, measures_file=folder / "none.json")
    with running(settings, services) as here:
        yield here


@pytest.fixture(scope="module")
def window() -> Iterator[Window]:
    with browser() as opened:
        yield opened


@pytest.fixture
def asked(window, address) -> Window:
    """A window in which a question has been answered."""
    window.size(1280, 900).media().open(address).script("localStorage.clear()")
    return window.ask(QUESTION)


def requests_elsewhere(window: Window) -> list[str]:
    """Return the addresses of other hosts that the browser has asked for since the last look."""
    events = [json.loads(entry["message"])["message"] for entry in window.driver.get_log("performance")]
    urls = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    here = ("http://127.0.0.1:", "data:", "blob:", "about:", "chrome")
    return [url for url in urls if not url.startswith(here)]


def complaints(window: Window) -> list[str]:
    """Return what the browser refused or could not do since the last look."""
    return [
        entry["message"]
        for entry in window.driver.get_log("browser")
        if "Content Security Policy" in entry["message"] or "Uncaught" in entry["message"]
    ]


def focused(window: Window) -> str:
    return str(window.script("return document.activeElement.textContent.trim()"))


@pytest.fixture
def held(services) -> Iterator[threading.Event]:
    """The pipeline holds back all but the first sentence, until this is set."""
    services.pipeline.gate.clear()
    yield services.pipeline.gate
    services.pipeline.gate.set()


def test_claims_arrive_one_after_another(window, address, held):
    window.size(1280, 900).media().open(address)
    window.find("#question textarea").send_keys(QUESTION, "\n")

    window.until(lambda: len(window.all("#current .claim")) == 1)
    assert window.state() == "running"
    assert window.find("#stop")
    held.set()
    window.until(lambda: window.state() == "done")

    assert len(window.all("#current .claim")) == 2
    window.until(lambda: "2 sentences" in window.script("return document.querySelector('#status').textContent"))
    assert len(window.all("[role=status]")) == 1
    assert not window.all("#current [aria-live]")


def test_a_footnote_is_read_by_keyboard_alone(asked):
    asked.script("document.querySelectorAll('#current .mark')[1].focus()")
    card = asked.find(".card")
    assert "Example" in card.text
    quote = card.find_element("css selector", ".card-quote").text

    keys = ActionChains(asked.driver)
    keys.send_keys(Keys.ESCAPE).perform()
    assert not card.is_displayed()
    keys.send_keys(Keys.ENTER).perform()

    cited = asked.find("#cited")
    assert quote.strip("“”") in cited.text
    asked.until(lambda: asked.script("return document.activeElement.id === 'cited'"))

    keys.send_keys(Keys.ESCAPE).perform()
    asked.until(lambda: not asked.find("body").find_elements("css selector", ".reader:not([hidden])"))
    assert focused(asked) == "2"


def test_tab_goes_from_a_number_into_its_card(asked):
    asked.script("document.querySelectorAll('#current .mark')[0].focus()")
    asked.find(".card")

    ActionChains(asked.driver).send_keys(Keys.TAB).perform()

    assert asked.script("return document.activeElement.closest('.card') !== null")


def test_a_follow_up_keeps_the_conversation(asked, services):
    asked.ask("And what about revenue?")

    assert len(asked.all("#earlier .turn")) == 1
    assert services.pipeline.asked[-1][1][0] == ("user", QUESTION)


def test_a_country_narrows_the_question_and_starting_anew_clears_the_page(asked, services):
    asked.script(
        "const place = document.querySelector('#place'); place.value = 'GB';"
        "place.dispatchEvent(new Event('change', {bubbles: true}))"
    )
    asked.ask("What about services?")
    assert services.pipeline.asked[-1][2] == "GB"

    asked.find("#clear").click()

    asked.until(lambda: not asked.all(".turn"))


def test_stop_keeps_what_has_arrived(window, address, held):
    window.size(1280, 900).media().open(address)
    window.find("#question textarea").send_keys(QUESTION, "\n")
    window.until(lambda: len(window.all("#current .claim")) == 1)

    window.script("document.querySelector('#stop').click()")

    window.until(lambda: window.state() == "stopped")
    assert len(window.all("#current .claim")) == 1


def test_thumbs_down_with_a_reason_is_kept_without_the_question(asked, services):
    asked.script("document.querySelector('[data-thumb=down]').click()")
    asked.find(".why")
    asked.script("document.querySelector('.why input[value=out_of_date]').click()")

    asked.script("document.querySelector('.why [type=submit]').click()")

    asked.until(lambda: all_feedback(services.database))
    row = all_feedback(services.database)[-1]
    assert (row.thumb, row.reason, row.question) == ("down", "out_of_date", None)
    asked.until(lambda: "90" in asked.script("return document.querySelector('[data-said]').textContent"))


def test_one_sentence_can_be_questioned(asked, services):
    asked.script("document.querySelectorAll('#current .mark')[1].focus()")
    asked.find(".card .flag").click()
    asked.script("document.querySelector('.why [type=submit]').click()")

    asked.until(lambda: [row for row in all_feedback(services.database) if row.claim == 1])


def test_a_shared_answer_is_opened_by_its_link(asked):
    said = asked.script("return document.querySelector('#current .claim').textContent")
    asked.script("document.querySelector('[data-share]').click()")
    link = asked.find(".link").get_attribute("value")

    asked.open(str(link))

    assert said.split("\u00a0")[0][:40] in asked.find(".snapshot").text
    assert asked.find(".banner")
    asked.script("document.querySelector('.mark').click()")
    assert asked.find("#cited")


def test_the_other_language_is_one_press_away(window, address):
    window.size(1280, 900).media().open(address)

    window.find(".language").click()
    window.until(lambda: window.script("return document.documentElement.lang === 'es'"))
    window.until(lambda: window.script("return document.body.classList.contains('is-ready')"))

    assert window.find("#send").text == "Preguntar"
    window.ask(QUESTION)
    assert window.find("#current .footnotes h3").text == "Notas"


def test_the_first_page_speaks_the_visitors_language(address):
    with browser("--accept-lang=es-ES") as spanish:
        spanish.open(address)
        assert spanish.script("return document.documentElement.lang") == "es"


def test_a_press_on_a_place_asks_about_it(window, address, services):
    window.size(1280, 900).media().open(f"{address}overview")

    window.find("a.tile-partly-in-force").click()

    window.until(lambda: window.state() == "done")
    assert services.pipeline.asked[-1][2] == "GB"


def test_help_lines_come_before_everything_and_can_be_called(window, address):
    window.size(390, 844).media().open(address).script("localStorage.clear()")
    window.ask("My daughter is being blackmailed")

    assert window.script("return document.querySelector('#current .turn').firstElementChild.className") == "help"
    assert window.find("a[href='tel:08001111']").text == "0800 1111"
    assert window.find("[data-leave]")
    assert not window.script("return localStorage.getItem('footnote.asked')")


def test_hostile_questions_stay_text(window, address):
    window.size(1280, 900).media().open(address)
    window.ask("<img src=x onerror=document.title='broken'> <script>document.title='broken'</script> pornography")

    assert "<img src=x" in window.find("#current .asked").text
    assert window.script("return document.title") != "broken"
    assert not window.all("#current img, #current script")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_on_any_view_is_out_of_reach(window, address, dark):
    """axe-core, at 320 pixels: a phone, or a desktop window at 400 %."""
    window.size(320, 800).media(dark=dark)
    found = {}
    for path in EVERY_VIEW:
        window.open(address + path)
        found[path] = violations(window)
    window.open(address).ask(QUESTION)
    found["answer"] = violations(window)
    window.script("document.querySelectorAll('#current .mark')[0].focus()")
    window.find(".card")
    found["card"] = violations(window)
    window.script("document.querySelectorAll('#current .mark')[0].click()")
    window.find("#cited")
    found["article beside the answer"] = violations(window)
    window.open(address).ask("My daughter is being blackmailed")
    found["help"] = violations(window)
    window.script("document.querySelector('[data-thumb=down]').click()")
    found["feedback"] = violations(window)

    assert {view: wrong for view, wrong in found.items() if wrong} == {}


def test_no_view_is_wider_than_the_window(window, address):
    wide = []
    for path in EVERY_VIEW:
        window.size(320, 800).media().open(address + path)
        width = window.script("return document.documentElement.scrollWidth")
        if width > 320:
            wide.append((path, width))
    window.open(address).ask(QUESTION)

    assert wide == []
    assert window.script("return document.documentElement.scrollWidth") <= 320


def test_buttons_are_large_enough_for_a_finger(asked):
    small = asked.script(
        """return [...document.querySelectorAll('button, select, .masthead a')]
            .filter((one) => one.offsetParent && !one.closest('p, .card'))
            .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
    )

    assert small == []


def test_the_first_paint_is_our_own(address):
    with httpx.Client(base_url=address, headers={"accept": "text/html"}, trust_env=False) as client:
        english, spanish = client.get("/"), client.get("/es/")

    for page, language, words in ((english, "en", "What do the rules say"), (spanish, "es", "¿Qué dicen las normas")):
        assert f'<html lang="{language}">' in page.text
        assert "<title>Footnote: " in page.text
        assert 'name="description"' in page.text
        assert f"<h1>{words}" in page.text
        assert "gradio.app" not in page.text.partition("window.gradio_config")[0]
        assert "set-cookie" not in page.headers
        assert "script-src 'self' 'nonce-" in page.headers["content-security-policy"]


@pytest.mark.parametrize("path", ["login", "monitoring", "gradio_api/runs", "manifest.json", "es/login"])
def test_what_a_public_page_does_not_need_of_gradio_is_not_there(address, path):
    assert httpx.get(address + path, trust_env=False).status_code in {403, 404}


@pytest.mark.parametrize("path", ["gradio_api/upload", "gradio_api/run/ask", "es/gradio_api/upload"])
def test_nothing_can_be_sent_past_the_queue(address, path):
    assert httpx.post(address + path, json={"data": []}, trust_env=False).status_code == 403


class Prefix:
    """A proxy that serves the page under a prefix and takes it away."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            assert scope["path"].startswith("/rules/of"), scope["path"]
            scope = {**scope, "path": scope["path"].removeprefix("/rules/of")}
        await self.app(scope, receive, send)


@pytest.mark.parametrize("root_path", ["", "/rules/of"], ids=["prefix unknown", "prefix set"])
def test_the_page_works_under_the_prefix_of_a_proxy(window, tmp_path, root_path):
    limits, network = Limits(per_visitor="1000/minute"), Network(root_path=root_path)
    pipeline, database = LookupPipeline(load_corpus(ARTICLES)), open_database(f"sqlite:///{tmp_path / 'a.db'}")
    services = services_over(pipeline, database, limits=limits, network=network)

    with running(Settings(data_dir=tmp_path, today=TODAY), services, around=Prefix) as here:
        for language in ("", "es/"):
            window.size(1280, 900).media().open(f"{here}rules/of/{language}").ask(QUESTION)
            assert len(window.all("#current .claim")) == 2
            window.script("document.querySelector('#current .mark').click()")
            assert window.find("#cited")
        window.open(f"{here}rules/of/overview")
        assert window.find("a.tile")


def test_nothing_was_asked_of_any_other_host_and_nothing_was_refused(window):
    """Last: the log of the browser holds everything since it was opened."""
    assert requests_elsewhere(window) == []
    assert complaints(window) == []


def violations(window: Window) -> list[str]:
    """Return what axe-core finds wrong, with the first place of each."""
    if not window.script("return 'axe' in window"):
        window.script(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = window.driver.execute_async_script(
        "const done = arguments[0]; axe.run().then((result) => done(result.violations))"
    )
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
