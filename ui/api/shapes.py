"""The shapes of what is sent and returned, for checking requests and for OpenAPI.

What is returned is the contract's JSON as the records write it; a test holds these shapes to it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rag.answer import Label, NoteKind, Outcome
from ui.keep import LONGEST_COMMENT, Reason, Thumb

LONGEST_TURN = 20_000
"""Characters of one turn of a conversation: an answer may be long, a book is none."""


class Sent(BaseModel):
    """Something a visitor sends: what we do not know, we do not take."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Turn(Sent):
    """One turn of the conversation so far."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=LONGEST_TURN)]


class Question(Sent):
    """A question and the conversation that it continues."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        json_schema_extra={"examples": [{"question": "What must platforms do in the UK?"}]},
    )

    question: str
    history: list[Turn] = []
    jurisdiction: Annotated[str | None, Field(max_length=20, description="A code of the corpus, such as GB.")] = None


class FeedbackSent(Sent):
    """Thumbs up or down for an answer, or for one of its claims."""

    answer: Annotated[str, Field(max_length=100, description="The answer's number, from the header Footnote-Answer.")]
    thumb: Annotated[Thumb, Field(strict=False)]
    reason: Annotated[Reason | None, Field(strict=False)] = None
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""
    claim: Annotated[int | None, Field(description="Position in the answer's claims, from 0.")] = None
    with_question: Annotated[bool, Field(description="Whether the question may be kept as well.")] = False


class ShareSent(Sent):
    """Which answer to share."""

    answer: Annotated[str, Field(max_length=100, description="The answer's number, from the header Footnote-Answer.")]


class Returned(BaseModel):
    """Something that is returned."""

    model_config = ConfigDict(extra="forbid")


class SourceShape(Returned):
    """A publication."""

    id: str
    title: str
    publisher: str
    type: str
    date: str
    url: str


class EvidenceShape(Returned):
    """A sentence of the corpus that a claim rests on; `body[start:end]` of its article is the quote."""

    sentence: str
    article: str
    quote: str
    start: int
    end: int


class ClaimShape(Returned):
    """One sentence of an answer."""

    text: str
    citations: list[int]
    verdict: Label
    score: float
    evidence: Annotated[list[EvidenceShape], Field(min_length=1)]


class CitationShape(Returned):
    """A numbered pointer to an article's sentence and its publications."""

    number: int
    article: str
    title: str
    jurisdiction: str
    kind: str
    status: str
    event_date: str
    as_of: str
    quote: str
    sentence: str
    sources: list[SourceShape]


class SectionShape(Returned):
    """The claims about one jurisdiction, law or platform."""

    heading: str
    claims: list[int]


class NoteShape(Returned):
    """What a reader must know before trusting the answer."""

    kind: NoteKind
    text: str
    citations: list[int]


class HelplineShape(Returned):
    """Somebody to call."""

    name: str
    country: str
    contact: str
    hours: str
    sentence: str


class CorpusShape(Returned):
    """Which corpus something comes from."""

    version: str
    articles: int
    as_of: str


class AnswerShape(Returned):
    """An answer."""

    question: str
    outcome: Outcome
    language: str
    mode: str
    text: str
    sections: list[SectionShape]
    claims: list[ClaimShape]
    citations: list[CitationShape]
    notes: list[NoteShape]
    helplines: list[HelplineShape]
    follow_ups: list[str]
    corpus: CorpusShape
    timings_ms: dict[str, float]


class SentenceShape(Returned):
    """A sentence of an article, with its place in the body and the publications that support it."""

    id: str
    text: str
    start: int
    end: int
    sources: list[str]


class PassageShape(Returned):
    """A paragraph of an article."""

    id: str
    article_id: str
    heading: str
    sentences: list[SentenceShape]


class ArticleLineShape(Returned):
    """An article, without its text."""

    id: str
    title: str
    jurisdiction: str
    topics: list[str]
    kind: str
    status: str
    event_date: str
    effective_date: str
    as_of: str
    language: str
    translation_of: str
    sentences: int
    sources: int


class ArticlesShape(Returned):
    """The articles of the corpus."""

    corpus: CorpusShape
    articles: list[ArticleLineShape]


class ArticleShape(Returned):
    """An article with its text: every sentence, its offsets in the body, its sources."""

    id: str
    title: str
    jurisdiction: str
    topics: list[str]
    kind: str
    status: str
    event_date: str
    effective_date: str
    as_of: str
    language: str
    translation_of: str
    sources: list[SourceShape]
    passages: list[PassageShape]
    body: str


class FeedbackKept(Returned):
    """Feedback that was kept."""

    token: Annotated[str, Field(description="DELETE /api/feedback/{token} takes it back.")]
    kept_until: Annotated[str, Field(description="The day on which it is deleted.")]


class ShareKept(Returned):
    """An answer that was shared."""

    token: str
    key: Annotated[str, Field(description="Takes the link back; whoever only has the link cannot.")]
    path: Annotated[str, Field(description="Where the answer can be read as JSON.")]
    kept_until: Annotated[str, Field(description="The day on which it is deleted.")]


class SnapshotShape(Returned):
    """A shared answer, as it was given."""

    answer: AnswerShape
    shared_on: str


class ReasonShape(Returned):
    """A reason that can be given with a thumb."""

    reason: Reason
    text: str


class ReasonsShape(Returned):
    """The reasons on offer, in the order to show them."""

    up: list[ReasonShape]
    down: list[ReasonShape]


class ProblemShape(Returned):
    """What could not be done, and what to do instead."""

    code: str
    message: str
    retry_after: Annotated[int | None, Field(description="Seconds after which it is worth trying again.")]


class Refusal(Returned):
    """The JSON of every error."""

    error: ProblemShape


class State(Returned):
    """How the server is."""

    state: Literal["alive", "ready", "starting", "cannot_start", "no_database"]
