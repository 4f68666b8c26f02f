"""The server as an assistant meets it: a client of the SDK, in the process and over standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from rag.errors import IndexBusy, SettingsError
from rag.settings import Settings
from tests.ui.mcp.test_tools import Door
from tests.ui.samples import ANSWERED
from ui.mcp import command
from ui.mcp.tools import Tools

pytestmark = pytest.mark.skipif(not find_spec("mcp"), reason='needs the extra: pip install "footnote[mcp]"')

ROOT = Path(__file__).parents[3]
QUESTION = {"question": "What are the fines in the UK?"}


def talk(tools, *calls):
    """Return the tools on offer and what each call returned."""
    from mcp.client import Client

    from ui.mcp.server import build

    async def client():
        async with Client(build(tools)) as assistant:
            listed = await assistant.list_tools()
            return listed.tools, [await assistant.call_tool(name, arguments) for name, arguments in calls]

    return asyncio.run(client())


def test_three_tools_are_on_offer_and_none_changes_anything():
    offered, _ = talk(Tools(Door))

    assert [tool.name for tool in offered] == ["ask", "search", "check"]
    for tool in offered:
        assert tool.description
        assert tool.annotations
        assert tool.annotations.read_only_hint


def test_an_answer_comes_as_text_with_footnotes_and_as_json():
    _, (got,) = talk(Tools(Door), ("ask", QUESTION))

    assert got.structured_content == ANSWERED.to_dict()
    assert got.content[0].text.startswith("# What are the fines in the UK?\n\nOfcom may fine")
    assert "[^1]: “Ofcom" in got.content[0].text


def test_search_and_check_come_as_text_and_as_json():
    evidence = [ANSWERED.claims[0].text]

    _, (found, checked) = talk(
        Tools(Door), ("search", {"query": "fines", "count": 2}), ("check", {"claim": evidence[0], "evidence": evidence})
    )

    assert len(found.structured_content["hits"]) == 2
    assert checked.structured_content["verdict"] == "supported"
    assert checked.content[0].text.startswith("supported (1.00)")


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("ask", {"question": ""}, "The question is empty"),
        ("ask", {"question": "x", "jurisdiction": "ZZ"}, "no jurisdiction 'ZZ'"),
        ("ask", {}, "question"),
        ("ask", {"question": "x", "history": [{"role": "system", "content": "x"}]}, "history"),
        ("search", {"query": "x", "count": 31}, "count"),
        ("check", {"claim": "x", "evidence": "x"}, "evidence"),
    ],
)
def test_what_cannot_be_used_is_an_error_the_assistant_can_act_on(name, arguments, said):
    _, (got,) = talk(Tools(Door), (name, arguments))

    assert got.is_error
    assert said in got.content[0].text


def test_what_is_not_ready_is_said_too():
    def busy():
        raise IndexBusy("Another process builds the index. Ask again in a minute.")

    _, (got,) = talk(Tools(busy), ("ask", QUESTION))

    assert got.is_error
    assert "Ask again in a minute." in got.content[0].text


def test_without_the_extra_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setattr(command, "find_spec", lambda name: None)

    with pytest.raises(SettingsError, match=r"footnote\[mcp\]"):
        command.serve_mcp(Settings())


@pytest.mark.slow
def test_the_command_speaks_to_an_assistant_over_standard_input_and_output(tmp_path):
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    environment = {**os.environ, "FOOTNOTE_DATA_DIR": str(tmp_path)}
    server = StdioServerParameters(command=sys.executable, args=["-m", "ui.cli", "mcp"], cwd=ROOT, env=environment)

    said = ANSWERED.claims[0].text

    async def client():
        async with Client(stdio_client(server)) as assistant:
            return await assistant.call_tool("check", {"claim": said, "evidence": [said]})

    assert asyncio.run(client()).structured_content["verdict"] == "supported"
