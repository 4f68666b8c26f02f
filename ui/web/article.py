"""One article as it is read: sentence by sentence, each with the numbers of the publications that support it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from corpus import Article, Corpus
from ui.web.texts import named
from ui.web.view import Publication, Voice, publication


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its place and its support."""

    anchor: str
    text: str
    numbers: tuple[int, ...]
    is_cited: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A passage; `heading` is empty where it goes on under the heading before."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article ready to be laid out."""

    id: str
    title: str
    language: str
    place: str
    code: str
    kind: str
    status: str
    status_word: str
    event_date: str
    effective_date: str
    """Empty where the article names none."""
    as_of: str
    topics: tuple[tuple[str, str], ...]
    paragraphs: tuple[Paragraph, ...]
    publications: tuple[Publication, ...]
    translations: tuple[str, ...]
    """Ids of the same article in other languages."""


def article_view(article: Article, corpus: Corpus, voice: Voice, *, cited: str = "") -> ArticleView:
    """Return `article` for its template; `cited` is the id of the sentence that an answer rests on."""
    speak = voice.words
    return ArticleView(
        id=article.id,
        title=article.title,
        language=article.language,
        place=voice.place(article.jurisdiction),
        code=article.jurisdiction,
        kind=named("kind", article.kind, voice.language),
        status=article.status,
        status_word=speak.status(article.status),
        event_date=speak.date(article.event_date),
        effective_date=speak.date(article.effective_date) if article.effective_date else "",
        as_of=speak.date(article.as_of),
        topics=tuple((topic.value, named("topic", topic, voice.language)) for topic in article.topics),
        paragraphs=_paragraphs(article, cited),
        publications=tuple(publication(asdict(source), speak) for source in article.sources),
        translations=_translations(article, corpus),
    )


def _paragraphs(article: Article, cited: str) -> tuple[Paragraph, ...]:
    numbers = {source.id: number for number, source in enumerate(article.sources, start=1)}
    found: list[Paragraph] = []
    heading = ""
    for passage in article.passages:
        lines = tuple(
            Line(
                anchor=f"s{sentence.id.partition('#')[2]}",
                text=sentence.text,
                numbers=tuple(numbers[source] for source in sentence.sources),
                is_cited=sentence.id == cited,
            )
            for sentence in passage.sentences
        )
        found.append(Paragraph(passage.heading if passage.heading != heading else "", lines))
        heading = passage.heading
    return tuple(found)


def _translations(article: Article, corpus: Corpus) -> tuple[str, ...]:
    original = article.translation_of or article.id
    same = (other for other in corpus if original in (other.id, other.translation_of))
    return tuple(other.id for other in same if other.id != article.id)
