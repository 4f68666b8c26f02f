"""The records of the corpus, from publication to article.

    Article ── sources  ─> Source      what it rests on
       └────── passages ─> Passage     a paragraph, the unit of retrieval
                             └─ sentences ─> Sentence     the smallest citable unit

Offsets count characters of `Article.body`, so `body[sentence.start:sentence.end] == sentence.text`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing an article is about."""

    LAW = "law"
    BILL = "bill"
    REGULATION = "regulation"
    GUIDANCE = "guidance"
    ENFORCEMENT = "enforcement"
    COURT = "court"
    ANNOUNCEMENT = "announcement"
    STANDARD = "standard"
    STATISTICS = "statistics"
    HELPLINE = "helpline"
    EXPLAINER = "explainer"
    RESEARCH = "research"
    DOCUMENT = "document"
    """A plain document that an operator added: nobody has said what it is."""


class Status(StrEnum):
    """Where the thing stands, as of the article's newest knowledge."""

    PROPOSED = "proposed"
    ADOPTED = "adopted"
    IN_FORCE = "in-force"
    PARTLY_IN_FORCE = "partly-in-force"
    BLOCKED = "blocked"
    REPEALED = "repealed"
    EXPIRED = "expired"
    OPEN = "open"
    """An investigation or a consultation is running."""
    CONCLUDED = "concluded"
    INFORMATIONAL = "informational"


class Topic(StrEnum):
    """The closed list of subjects."""

    AGE_LIMITS = "age-limits"
    AGE_ASSURANCE = "age-assurance"
    CSAM = "csam"
    GENERATIVE_AI = "generative-ai"
    GROOMING = "grooming"
    SEXTORTION = "sextortion"
    PLATFORM_LIABILITY = "platform-liability"
    RECOMMENDER_DESIGN = "recommender-design"
    PRIVACY = "privacy"
    APP_STORES = "app-stores"
    ENCRYPTION = "encryption"
    EDUCATION = "education"
    DEVICES_IN_SCHOOLS = "devices-in-schools"
    REPORTING = "reporting"
    ADVERTISING = "advertising"
    GAMING = "gaming"
    ENFORCEMENT = "enforcement"
    RIGHTS = "rights"
    STATISTICS = "statistics"
    MENTAL_HEALTH = "mental-health"
    PARENTAL_CONTROLS = "parental-controls"
    INTIMATE_IMAGES = "intimate-images"
    PORNOGRAPHY = "pornography"
    AI_CHATBOTS = "ai-chatbots"


class SourceType(StrEnum):
    """Who speaks in a publication: the first thing to ask about its weight."""

    OFFICIAL = "official"
    AGENCY = "agency"
    PRESS = "press"
    LAW_FIRM = "law-firm"
    NGO = "ngo"
    COMPANY = "company"
    ACADEMIC = "academic"
    REFERENCE = "reference"
    AGGREGATOR = "aggregator"


@dataclass(frozen=True, slots=True)
class Source:
    """One publication that somebody can open."""

    id: str
    """`s1`, `s2`, … within its article."""
    title: str
    publisher: str
    type: SourceType
    date: str
    """YYYY-MM-DD, YYYY-MM or YYYY; empty where the publication carries none."""
    url: str
    """Address, or `supplied:…` for a document that came with the project."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """The smallest citable unit: its words, its place and what supports it."""

    id: str
    """`<article>#<passage>.<sentence>`, both counted from 1."""
    text: str
    start: int
    end: int
    sources: tuple[str, ...]
    """Ids of the article's sources, in the order of the marks."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph under its heading: what retrieval finds."""

    id: str
    """`<article>#<passage>`, counted from 1."""
    article_id: str
    heading: str
    """The nearest `##` heading above, empty where there is none."""
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """The sentences in order, without source marks."""
        return " ".join(sentence.text for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Article:
    """One brief and what is known about it."""

    id: str
    title: str
    jurisdiction: str
    """ISO 3166-1 alpha-2, a US state as `US-CA`, or `EU`, `UN`, `INT`."""
    topics: tuple[Topic, ...]
    kind: Kind
    status: Status
    event_date: str
    """Date of the thing itself: YYYY-MM-DD, YYYY-MM or YYYY; empty for a plain document without one."""
    effective_date: str
    """When its rules apply or are planned to; empty where the front matter has none."""
    as_of: str
    """Date of the newest knowledge in the article."""
    language: str
    translation_of: str
    """Id of the original, empty for an original."""
    sources: tuple[Source, ...]
    passages: tuple[Passage, ...]
    body: str
    """The file after its front matter, exactly as shipped; offsets count its characters."""
    path: str
    """The file it was read from, for messages."""

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence, in reading order."""
        return tuple(sentence for passage in self.passages for sentence in passage.sentences)
