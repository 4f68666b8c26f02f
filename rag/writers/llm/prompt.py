"""Fill in the prompt: rules first, then evidence, conversation and question as data inside fences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from corpus import Article, Sentence
from rag.conversation import History

PROMPTS = Path(__file__).with_name("prompts")
WRITER, QUERY = "writer-1", "query-1"
"""The versions in use; a changed prompt gets a new number, so that two answers can be told apart."""

NO_ANSWER = "NO_ANSWER"
MOST_SENTENCES, MOST_PARTS = 6, 4
TURNS, TURN_CHARACTERS = 6, 600
"""Of the conversation, what is shown to the model."""
CHARACTERS_A_TOKEN = 3.5
"""For budgets, where a provider does not count: rather too many tokens than too few."""
LANGUAGES = {"en": "English", "es": "Spanish"}


class Message(NamedTuple):
    """One message to a model."""

    role: str
    """`system` or `user`."""
    text: str


class Shown(NamedTuple):
    """A sentence that the model may cite, and the article that it stands in."""

    sentence: Sentence
    article: Article


def writing(question: str, language: str, issued: Mapping[str, Shown], history: History) -> tuple[Message, ...]:
    """Return the messages that ask for an answer."""
    key, other = (*issued, *issued)[:2]
    rules = _template(WRITER).format(
        sentences=MOST_SENTENCES, language=LANGUAGES[language], key=key, other=other, no_answer=NO_ANSWER
    )
    evidence = "\n".join(_evidence(key, shown) for key, shown in issued.items())
    return Message("system", rules), Message("user", f"{evidence}\n{_talk(history)}{_fenced('question', question)}")


def asking(question: str, history: History) -> tuple[Message, ...]:
    """Return the messages that ask for a question that stands alone, and for its parts."""
    rules = _template(QUERY).format(parts=MOST_PARTS)
    return Message("system", rules), Message("user", f"{_talk(history)}{_fenced('question', question)}")


def fitting(shown: Iterable[Shown], tokens: int) -> Sequence[Shown]:
    """Return the first of `shown` that fit into `tokens`; at least one."""
    kept: list[Shown] = []
    for one in shown:
        tokens -= tokens_of(_evidence("r42", one))
        if tokens < 0 and kept:
            break
        kept.append(one)
    return kept


def tokens_of(text: str) -> int:
    """Return about how many tokens a text is."""
    return int(len(text) / CHARACTERS_A_TOKEN) + 1


@cache
def _template(name: str) -> str:
    return (PROMPTS / f"{name}.txt").read_text(encoding="utf-8")


def _evidence(key: str, shown: Shown) -> str:
    article = shown.article
    about = f'about="{_attribute(article.title)}" place="{article.jurisdiction}" status="{article.status.value}"'
    dates = f'as-of="{article.as_of}"' + (f' applies-from="{article.effective_date}"' if article.effective_date else "")
    return f'<evidence key="{key}" {about} {dates}>{_plain(shown.sentence.text)}</evidence>'


def _talk(history: History) -> str:
    turns = [f"{role}: {_plain(text[:TURN_CHARACTERS])}" for role, text in history[-TURNS:]]
    return _fenced("conversation", "\n".join(turns), is_plain=True) + "\n" if turns else ""


def _fenced(name: str, text: str, *, is_plain: bool = False) -> str:
    return f"<{name}>\n{text if is_plain else _plain(text)}\n</{name}>"


def _plain(text: str) -> str:
    """Return `text` so that it cannot close the fence that it stands in."""
    return " ".join(text.replace("<", "‹").replace(">", "›").split())


def _attribute(text: str) -> str:
    return _plain(text).replace('"', "'")
