"""Front matter: the YAML between two `---` lines at the top of a file, with the line of every key.

Scalars stay the text that somebody wrote. YAML's own reading would turn the jurisdiction `NO` into false and
`2026-02` into a text but `2026` into a number; here a date is a text and Norway is a country.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from corpus.errors import CorpusError

_FENCED = re.compile(r"\A---[ \t]*\r?\n(?P<yaml>.*?)^---[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"\A---[ \t]*\r?\n")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The C loader where there is one: eight times as fast."""
_DEEPEST = 5


@dataclass(frozen=True, slots=True)
class Value:
    """What one key holds; of text, items and records at most one is filled."""

    line: int
    text: str = ""
    items: tuple[str, ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Keys and their values: the front matter itself, or one of its sources."""

    path: str
    line: int
    values: Mapping[str, Value] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()
    """Keys that come a second time, with the line of the repetition."""

    def text(self, key: str) -> str:
        """Give the scalar under `key`, empty where there is none."""
        return self.values[key].text if key in self.values else ""

    def line_of(self, key: str) -> int:
        """Give the line of `key`, or where the record begins if the key is missing."""
        return self.values[key].line if key in self.values else self.line

    def error(self, key: str, message: str) -> CorpusError:
        """Make the error that points at `key`."""
        return CorpusError(message, path=self.path, line=self.line_of(key))


@dataclass(frozen=True, slots=True)
class Page:
    """A file taken apart: its front matter, its body and the line on which the body begins."""

    front: Record
    body: str
    body_line: int

    def line_at(self, offset: int) -> int:
        """Give the line of the file on which a character of the body stands."""
        return self.body_line + self.body.count("\n", 0, offset)


def read_page(text: str, path: str) -> Page:
    """Take front matter and body apart; a file without front matter has an empty record.

    The body is everything after the line break that ends the closing `---`, untouched.
    """
    fenced = _FENCED.match(text)
    if fenced:
        return Page(_front(fenced["yaml"], path), text[fenced.end() :], text.count("\n", 0, fenced.end()) + 1)
    if _OPENED.match(text):
        raise CorpusError("Front matter is opened but never closed: end it with a line `---`.", path=path, line=1)
    return Page(Record(path, line=1), text, 1)


def _front(source: str, path: str) -> Record:
    node = _compose(source, path)
    if node is None:
        return Record(path, line=1)
    if not isinstance(node, yaml.MappingNode):
        raise CorpusError("Front matter must be `key: value` lines.", path=path, line=2)
    return _record(node, path)


def _compose(source: str, path: str) -> yaml.Node | None:
    try:
        # The C loader recurses without a limit and would take the process with it.
        if _nesting(source) > _DEEPEST:
            raise CorpusError("Front matter is nested too deeply: keep to keys, lists and sources.", path=path, line=1)
        return yaml.compose(source, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = _line(error.problem_mark) if error.problem_mark else 1
        advice = "quote texts that contain `: ` or begin with a sign."
        raise CorpusError(f"Front matter is no valid YAML ({error.problem}): {advice}", path=path, line=line) from error
    except yaml.YAMLError as error:
        advice = "remove control characters."
        raise CorpusError(f"Front matter is no valid YAML: {advice}", path=path, line=1) from error


def _nesting(source: str) -> int:
    """Count how deep lists and records nest; stops counting where it is too deep."""
    depth = deepest = 0
    for event in yaml.parse(source, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        deepest = max(depth, deepest)
        if deepest > _DEEPEST:
            break
    return deepest


def _record(node: yaml.MappingNode, path: str) -> Record:
    values: dict[str, Value] = {}
    repeated = []
    for key, value in _pairs(node, path):
        if key.value in values:
            repeated.append((key.value, _line(key.start_mark)))
        values[key.value] = _value(key, value, path)
    return Record(path, _line(node.start_mark), values, tuple(repeated))


def _pairs(node: yaml.MappingNode, path: str) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise CorpusError("A key must be a plain word.", path=path, line=_line(key.start_mark))
        yield key, value


def _value(key: yaml.ScalarNode, node: yaml.Node, path: str) -> Value:
    line = _line(key.start_mark)
    if isinstance(node, yaml.ScalarNode):
        return Value(line, text=node.value.strip())
    if isinstance(node, yaml.SequenceNode):
        return _sequence(node, line, path)
    raise CorpusError(f"`{key.value}` must be a text or a list.", path=path, line=line)


def _sequence(node: yaml.SequenceNode, line: int, path: str) -> Value:
    """Read a list of words, or a list of records whose own values are texts."""
    if all(isinstance(item, yaml.ScalarNode) for item in node.value):
        return Value(line, items=tuple(item.value.strip() for item in node.value))
    return Value(line, records=tuple(_flat_record(item, path) for item in node.value))


def _flat_record(node: yaml.Node, path: str) -> Record:
    line = _line(node.start_mark)
    if not isinstance(node, yaml.MappingNode):
        raise CorpusError("Mixed list: write every entry as `key: value` lines.", path=path, line=line)
    if not all(isinstance(value, yaml.ScalarNode) for _, value in node.value):
        raise CorpusError("Entries of a list must be flat: `key: text` lines.", path=path, line=line)
    return _record(node, path)


def _line(mark: yaml.Mark) -> int:
    # Marks count from 0 and start below the opening `---`.
    return int(mark.line) + 2
