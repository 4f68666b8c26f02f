"""Open a chat model by its `provider:model` name and stream what it says: LangChain's side of the border."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import AsyncGenerator, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rag.errors import SettingsError
from rag.writers.llm.background import Bounds, read
from rag.writers.llm.prompt import Message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

EXTRAS = {
    "anthropic": ("langchain_anthropic", "anthropic"),
    "google_genai": ("langchain_google_genai", "google"),
    "mistralai": ("langchain_mistralai", "mistral"),
    "ollama": ("langchain_ollama", "ollama"),
    "openai": ("langchain_openai", "openai"),
}
"""Provider -> its package, and the extra of Footnote that installs it."""
OUTPUT_LIMIT = {"ollama": "num_predict", "google_genai": "max_output_tokens"}
"""What a provider calls the most tokens it may write, where it is not `max_tokens`."""
END_REASONS = ("finish_reason", "stop_reason", "done_reason")
CUT_SHORT = {"length", "max_tokens", "MAX_TOKENS", "model_length"}
CUT_OFF = "cut off"
NO_KEY_NEEDED = "none"
"""Stands for the key where a server of one's own asks for none."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which model, and how to reach it."""

    name: str
    """`provider:model`."""
    url: str | None = None
    """Of an OpenAI-compatible server, or of whatever the provider calls its base address."""
    temperature: float | None = None
    output_tokens: int = 700

    @property
    def provider(self) -> str:
        """The part before the colon."""
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of what a model says."""

    text: str
    input_tokens: int = 0
    output_tokens: int = 0
    """What the provider counted; most tell it once, with the last piece."""
    stopped_by: str = ""
    """In the last piece, why it is the last; `cut off` where it had more to say."""


class Chat:
    """A chat model; safe to share between threads."""

    def __init__(self, model: BaseChatModel, *, tells_end: bool) -> None:
        self._model = model
        self.tells_end = tells_end
        """Whether the last piece says why it is the last: then a stream without a reason has broken off."""

    def stream(self, messages: Sequence[Message], bounds: Bounds) -> Generator[Piece, None, None]:
        """Yield what the model says, piece by piece; closing the iterator ends the call.

        Raises `TimeoutError` at a bound, and the exceptions of the provider's library.
        """
        return read(lambda: self._pieces(messages), bounds)

    async def _pieces(self, messages: Sequence[Message]) -> AsyncGenerator[Piece, None]:
        from langsmith import tracing_context

        with tracing_context(enabled=_may_trace()):
            async for chunk in self._model.astream([(message.role, message.text) for message in messages]):
                yield _piece(chunk)


def open_chat(chosen: Chosen) -> Chat:
    """Return the chosen model, or raise `SettingsError` that says what to install or to set."""
    provider, colon, model = chosen.name.partition(":")
    if not colon or not provider or not model:
        raise SettingsError(
            f"FOOTNOTE_CHAT_MODEL is {chosen.name!r}. Write provider:model, for instance openai:gpt-5-mini."
        )
    require_package(provider)
    from langchain.chat_models import init_chat_model

    try:
        opened = init_chat_model(model, model_provider=provider, **_options(chosen))
    except Exception as error:  # each provider has its own way to say that a key is missing
        raise SettingsError(f"The language model {chosen.name} cannot be opened: {_first_line(error)}") from error
    return Chat(opened, tells_end=provider in EXTRAS)


def require_package(provider: str) -> None:
    """Raise `SettingsError` where the package of a provider is not installed."""
    module, extra = EXTRAS.get(provider, ("", ""))
    if importlib.util.find_spec("langchain") is None or (module and importlib.util.find_spec(module) is None):
        install = (
            f'pip install "footnote[{extra}]"' if extra else f'pip install "langchain" and the package of {provider}'
        )
        raise SettingsError(f"The language model of {provider} needs a package that is not installed. Try: {install}")


def _options(chosen: Chosen) -> dict[str, Any]:
    options: dict[str, Any] = {OUTPUT_LIMIT.get(chosen.provider, "max_tokens"): chosen.output_tokens}
    if chosen.temperature is not None:
        options["temperature"] = chosen.temperature
    if chosen.url:
        options["base_url"] = chosen.url
    if chosen.provider != "ollama":
        options["max_retries"] = 0  # the caller retries, within its own bounds
    if chosen.provider == "openai" and chosen.url and not os.environ.get("OPENAI_API_KEY"):
        options["api_key"] = NO_KEY_NEEDED
    return options


def _piece(chunk: AIMessageChunk) -> Piece:
    usage: Mapping[str, Any] = chunk.usage_metadata or {}
    stopped = next((str(found) for name in END_REASONS if (found := chunk.response_metadata.get(name))), "")
    return Piece(
        text=str(chunk.text),
        input_tokens=int(usage.get("input_tokens", 0)),
        output_tokens=int(usage.get("output_tokens", 0)),
        stopped_by=CUT_OFF if stopped in CUT_SHORT else stopped,
    )


def _may_trace() -> bool:
    return os.environ.get("LANGSMITH_TRACING", "").lower() == "true"


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
