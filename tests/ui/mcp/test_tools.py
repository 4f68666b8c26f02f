from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest

from corpus import load_corpus
from rag.answer import Hit
from rag.settings import SHIPPED_ARTICLES
from tests.ui.samples import ANSWERED, ScriptedDoor
from ui.intake import InputProblem
from ui.mcp.tools import Tools, hits_as_text


@cache
def _corpus():
    return load_corpus(SHIPPED_ARTICLES)


class Door(ScriptedDoor):
    """A scripted pipeline over the shipped corpus that finds its first passages."""

    def __init__(self):
        super().__init__()
        self.corpus = _corpus()
        self.is_closed = False

    def retrieve(self, question, k=10, *, jurisdiction=None):
        self.asked.append((question, (), jurisdiction))
        return [Hit(passage, 0.5, ("keyword",)) for passage in self.corpus.passages[:k]]

    def close(self):
        self.is_closed = True


@pytest.fixture
def door():
    return Door()


@pytest.fixture
def tools(door):
    return Tools(lambda: door)


def test_ask_returns_the_json_of_the_answer(tools, door):
    got = tools.ask("What are the fines?", "uk", (("user", "Before"),))

    assert got == ANSWERED.to_dict()
    assert door.asked == [("What are the fines?", (("user", "Before"),), "GB")]


def test_search_returns_sentences_at_their_place_with_their_sources(tools, door):
    (hit,) = tools.search("fines", count=1)

    article = door.corpus.article(hit["article"])
    assert hit["sentences"]
    for sentence in hit["sentences"]:
        assert article.body[sentence["start"] : sentence["end"]] == sentence["text"]
        assert sentence["sources"]
    assert hit["sentences"][0]["text"] in hits_as_text([hit])


@pytest.mark.parametrize(("count", "found"), [(-3, 1), (0, 1), (5, 5), (500, 30)])
def test_search_returns_as_many_as_is_sensible(tools, count, found):
    assert len(tools.search("fines", count=count)) == found


def test_nothing_found_is_said():
    assert hits_as_text([]) == "The corpus has no passage about this."


def test_check_tells_whether_evidence_carries_a_claim():
    def never():
        raise AssertionError("checking needs no corpus")

    tools = Tools(never)
    evidence = ["Ofcom may fine a provider up to 10 per cent of its worldwide revenue."]

    assert tools.check(evidence[0], evidence)["verdict"] == "supported"
    assert tools.check("Ofcom may fine a provider up to 90 per cent.", evidence)["verdict"] == "unsupported"
    assert tools.check(evidence[0], []) == {
        "verdict": "unsupported",
        "score": 0.0,
        "reasons": ["no evidence was given"],
    }


@pytest.mark.parametrize(
    ("call", "said"),
    [
        pytest.param(lambda tools: tools.ask(" "), "The question is empty", id="no question"),
        pytest.param(lambda tools: tools.ask("x" * 1001), "1,000 is the most", id="a long question"),
        pytest.param(lambda tools: tools.ask("x", "ZZ"), "no jurisdiction 'ZZ'", id="an unknown place"),
        pytest.param(lambda tools: tools.search(""), "The question is empty", id="no query"),
        pytest.param(lambda tools: tools.check("", ["x"]), "The claim is empty", id="no claim"),
        pytest.param(lambda tools: tools.check("x", ["x"] * 51), "too much", id="much evidence"),
        pytest.param(lambda tools: tools.check("x" * 5001, ["x"]), "too much", id="a long claim"),
    ],
)
def test_what_cannot_be_used_is_said(tools, call, said):
    with pytest.raises(InputProblem, match=said):
        call(tools)


def test_the_pipeline_is_opened_once_however_many_ask(door):
    opened = []

    def open_():
        opened.append(threading.current_thread().name)
        time.sleep(0.05)
        return door

    tools = Tools(open_)
    with ThreadPoolExecutor(8) as callers:
        list(callers.map(tools.ask, ["x"] * 8))

    assert len(opened) == 1


def test_a_pipeline_that_could_not_be_opened_beforehand_is_tried_again(door, caplog):
    tries = []

    def open_():
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not yet")
        return door

    tools = Tools(open_)
    tools.warm()

    assert tools.ask("x") == ANSWERED.to_dict()
    assert "not yet" in caplog.text


def test_closing_closes_what_was_opened(tools, door):
    Tools(lambda: door).close()
    assert not door.is_closed

    tools.ask("x")
    tools.close()
    assert door.is_closed
