"""Read the environment once and freeze what it says.

    Settings()                               the defaults, FOOTNOTE_* variables and a .env file
    Settings(data_dir="/srv/footnote")       the same, with one value fixed

Every field is a plain value; steps receive those values, never the settings.
"""

from __future__ import annotations

import ipaddress
import os
import re
from datetime import date
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

import corpus
from rag.errors import SettingsError

BUNDLED_MODEL = "all-MiniLM-L6-v2"
"""The model whose weights are installed with Footnote."""

RATE = r"^[1-9]\d{0,6}/(second|minute|hour|day)$"
"""So many in a time: `20/minute`."""

ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?|https?://\[[0-9a-f:]+\](:\d{1,5})?")
PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")

SHIPPED_ARTICLES = Path(corpus.__file__).parent / "articles"

SHIPPED_FIGURES = Path(corpus.__file__).parents[1] / "evals" / "baseline.json"
"""What the last evaluation wrote; installed beside the corpus."""


class Settings(BaseSettings):
    """Everything an operator can set, each as `FOOTNOTE_<NAME>` in the environment or in `.env`."""

    model_config = SettingsConfigDict(env_prefix="FOOTNOTE_", env_file=".env", extra="ignore", frozen=True)

    corpus_dirs: tuple[Path, ...] = (SHIPPED_ARTICLES,)
    """Folders of articles and plain documents, as a JSON list in the environment."""
    data_dir: Path = Path.home() / ".local" / "share" / "footnote"
    """Where the index and the databases live; deleting it loses nothing but time."""
    embedding_model: str = BUNDLED_MODEL
    """The bundled model, a folder on this machine, or a hub name (nothing else lets anything be downloaded)."""
    chat_model: str | None = None
    """None writes with sentences of the corpus; else a LangChain `provider:model` string."""
    chat_url: str | None = None
    """Of an OpenAI-compatible server such as vLLM or llama.cpp; None is the provider's own."""
    chat_temperature: float | None = Field(default=None, ge=0, le=2)
    """None leaves it to the provider; some models accept no other."""
    chat_seconds: float = Field(default=30, gt=0)
    """The longest that an answer waits for the language model, retries included."""
    chat_silence_seconds: float = Field(default=10, gt=0)
    """The longest that it waits for the next word."""
    chat_retries: int = Field(default=2, ge=0, le=10)
    """Further tries after a failure that may pass."""
    chat_prompt_tokens: int = Field(default=3000, ge=200)
    """About how many tokens of evidence the language model is shown."""
    chat_answer_tokens: int = Field(default=700, ge=50)
    """The most tokens that it may write."""
    chat_query_help: bool = True
    """Whether it may restate follow-ups and take questions apart."""
    chat_daily_tokens: int | None = Field(default=None, ge=0)
    """Tokens a day, in and out, after which answers are extractive; None is no bound."""
    chat_daily_cost: float | None = Field(default=None, ge=0)
    """The same for what they cost by the prices below."""
    chat_input_price: float = Field(default=0, ge=0)
    """Of a million tokens that the model reads, in your currency."""
    chat_output_price: float = Field(default=0, ge=0)
    """Of a million tokens that it writes."""
    tracing: bool = False
    """Whether LangSmith may record what is asked, where its own variables say so."""
    chroma_url: str | None = None
    """None keeps Chroma inside the process; else `http://host:port` of a Chroma server."""
    database_url: str | None = None
    """None is SQLite in `data_dir`."""
    today: date | None = None
    """None is the clock; a date makes answers about age and time repeatable."""
    stale_after_days: int = Field(default=180, ge=1)
    """Older knowledge than this carries a note when the question is about the state of things."""
    threads: int = Field(default_factory=lambda: min(os.cpu_count() or 1, 4), ge=1)
    """Threads that the embedding model may use."""
    slack_bot_token: SecretStr | None = None
    """`xoxb-…`: speaks for the bot. Secrets do not show when settings are printed."""
    slack_app_token: SecretStr | None = None
    """`xapp-…`: opens Socket Mode."""
    slack_signing_secret: SecretStr | None = None
    """Tells requests of Slack from forged ones, where events come by HTTP."""
    slack_api_url: str = "https://slack.com/api/"
    """Where Slack's Web API is; another address for GovSlack."""
    slack_workspaces: tuple[str, ...] = ()
    """Ids (`T…`) of the workspaces that may ask; empty is the one that the bot is installed in."""
    slack_channels: tuple[str, ...] = ()
    """Ids (`C…`, `G…`) of the channels to answer in, direct messages aside; empty is all it was invited to."""
    slack_user_groups: tuple[str, ...] = ()
    """Ids (`S…`) of the user groups that may ask; empty is every member."""
    slack_guests: bool = False
    """Whether guests of the workspace may ask."""
    slack_shared_channels: bool = False
    """Whether to answer in channels that other organisations share."""
    slack_per_person: int = Field(default=10, ge=0)
    """Questions a minute that one person may ask; 0 is no limit."""
    slack_per_channel: int = Field(default=30, ge=0)
    """Questions a minute that one channel may ask; 0 is no limit."""
    slack_keep_days: int = Field(default=30, ge=1)
    """Days after which conversations, answers and votes are deleted."""
    slack_lease_seconds: int = Field(default=60, ge=1)
    """How long an event stays with a process that no longer says it is alive."""
    slack_workers: int = Field(default=4, ge=1)
    """Questions that one process answers at the same time."""

    questions_per_visitor: str = Field(default="20/minute", pattern=RATE)
    """Questions that one visitor of the web page or the API may ask in a time."""
    questions_in_all: str = Field(default="600/minute", pattern=RATE)
    """The same for all visitors together."""
    answers_at_once: int = Field(default=2, ge=1, le=64)
    """Questions that the server works on at the same time."""
    longest_queue: int = Field(default=100, ge=0)
    """Questions that may wait for their turn; the next one is asked to come back later."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks whose X-Forwarded-For and X-Forwarded-Proto are believed, as a JSON list."""
    allowed_origins: tuple[str, ...] = ()
    """Other sites whose pages may ask here, as a JSON list of `https://host`."""
    root_path: str = ""
    """The prefix under which a proxy serves Footnote, such as `/footnote`."""
    metrics_from: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    """Addresses or networks that may read /metrics, as a JSON list."""
    feedback_days: int = Field(default=90, ge=1)
    """Days for which feedback is kept."""
    shared_days: int = Field(default=365, ge=1)
    """Days for which a shared answer is kept."""
    measures_file: Path = SHIPPED_FIGURES
    """The figures of the last evaluation, for the page "How good is it"; it need not exist."""

    @field_validator("trusted_proxies", "metrics_from")
    @classmethod
    def _read_networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Take what is an address or a network: a slip would let everybody in, or nobody."""
        return tuple(str(ipaddress.ip_network(network.strip(), strict=False)) for network in value)

    @field_validator("allowed_origins")
    @classmethod
    def _read_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        """Take what a browser sends as an origin: scheme, host and port, and nothing after them."""
        origins = tuple(origin.strip().rstrip("/").lower() for origin in value)
        for origin in origins:
            if not ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is no origin; write https://host or https://host:port, without a path")
        return origins

    @field_validator("root_path")
    @classmethod
    def _read_root_path(cls, value: str) -> str:
        """Take a prefix with its slash in front and none behind."""
        prefix = value.strip().rstrip("/")
        if prefix and not PREFIX.fullmatch(prefix):
            raise ValueError(f"{value!r} is no prefix; write it like /footnote")
        return prefix

    @field_validator("corpus_dirs", "data_dir", "measures_file")
    @classmethod
    def _find_home(cls, value: Path | tuple[Path, ...]) -> Path | tuple[Path, ...]:
        """Read `~` as the home folder: outside a shell, nobody else does."""
        return value.expanduser() if isinstance(value, Path) else tuple(path.expanduser() for path in value)


def read_settings(**values: object) -> Settings:
    """Return the settings, or raise `SettingsError` naming the variable that is wrong."""
    try:
        return Settings(**values)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        first = error.errors()[0]
        name = "FOOTNOTE_" + "_".join(str(part) for part in first["loc"][:1]).upper()
        raise SettingsError(f"{name} does not make sense: {first['msg']}. See docs/settings.md.") from error
