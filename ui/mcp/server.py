"""The protocol around the tools. It speaks over standard input and output, to the assistant that started it.

    footnote mcp

Needs the extra `mcp`; the SDK comes in here and nowhere else.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from threading import Thread
from typing import Annotated, Any, Literal, ParamSpec

import anyio
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field

from corpus import CorpusError
from rag.errors import FootnoteError
from ui.intake import InputProblem
from ui.mcp.tools import MOST_HITS, Tools, hits_as_text
from ui.references import to_markdown

INSTRUCTIONS = (
    "Footnote knows digital child safety policy: laws, bills, guidance, enforcement, figures and help lines of many "
    "countries. Every sentence it returns stands in a published source; `ask` answers, `search` finds passages, "
    "`check` tells whether evidence carries a claim. Keep the numbers and the notes when you pass an answer on. When "
    "the outcome is `signposted`, show the help lines before anything else. It is no legal advice."
)

LOOKS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)

Given = ParamSpec("Given")
Place = Annotated[str, Field(description="A code that limits it to one place: GB, ES, EU, US-CA. Empty for all.")]


class Turn(BaseModel):
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: str


def build(tools: Tools) -> MCPServer[Any]:
    """Return the server with its three tools; nothing is opened until one is called."""
    server: MCPServer[Any] = MCPServer("footnote", title="Footnote", instructions=INSTRUCTIONS, log_level="ERROR")

    @server.tool(title="Ask about digital child safety policy", annotations=LOOKS_ONLY)
    @_in_words
    async def ask(
        question: Annotated[str, Field(description="One question, in English or Spanish.")],
        jurisdiction: Place = "",
        history: Annotated[list[Turn] | None, Field(description="The conversation so far, oldest first.")] = None,
    ) -> CallToolResult:
        """Answer a question with sentences of the corpus, each numbered and traced to its publications.

        Read `outcome`: answered, partial, no_evidence, clarify, out_of_scope, signposted, refused or failed.
        """
        turns = tuple((turn.role, turn.content) for turn in history or ())
        answer = await anyio.to_thread.run_sync(tools.ask, question, jurisdiction, turns)
        return _result(to_markdown(answer), answer)

    @server.tool(title="Search the corpus", annotations=LOOKS_ONLY)
    @_in_words
    async def search(
        query: Annotated[str, Field(description="What to look for.")],
        count: Annotated[int, Field(ge=1, le=MOST_HITS, description="How many passages.")] = 10,
        jurisdiction: Place = "",
    ) -> CallToolResult:
        """Find passages, best first, each sentence with its id, its place in the article and its sources."""
        hits = await anyio.to_thread.run_sync(tools.search, query, count, jurisdiction)
        return _result(hits_as_text(hits), {"hits": hits})

    @server.tool(title="Check a claim against evidence", annotations=LOOKS_ONLY)
    @_in_words
    async def check(
        claim: Annotated[str, Field(description="One sentence.")],
        evidence: Annotated[list[str], Field(description="The sentences that it should rest on.")],
    ) -> CallToolResult:
        """Tell whether the evidence carries the claim (supported, uncertain, unsupported), how surely, and why."""
        verdict = tools.check(claim, evidence)
        return _result(f"{verdict['verdict']} ({verdict['score']:.2f}): {'; '.join(verdict['reasons'])}", verdict)

    return server


def run(tools: Tools) -> None:
    """Serve until the assistant goes away; the pipeline opens meanwhile."""
    Thread(target=tools.warm, name="opening", daemon=True).start()
    try:
        build(tools).run("stdio")
    finally:
        tools.close()


def _result(text: str, structured: dict[str, Any]) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=structured)


def _in_words(tool: Callable[Given, Awaitable[CallToolResult]]) -> Callable[Given, Awaitable[CallToolResult]]:
    """Turn our errors into sentences that the assistant can act on."""

    @functools.wraps(tool)
    async def said(*args: Given.args, **kwargs: Given.kwargs) -> CallToolResult:
        try:
            return await tool(*args, **kwargs)
        except (InputProblem, FootnoteError, CorpusError) as problem:
            raise ToolError(str(problem)) from problem

    return said
