"""Number the evidence of claims and resolve it to articles and publications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from corpus import Corpus, Sentence
from rag.answer import Citation, Claim, Evidence


def evidence_of(sentence: Sentence) -> Evidence:
    """Return a sentence of the corpus as evidence."""
    article = sentence.id.partition("#")[0]
    return Evidence(sentence.id, article, sentence.text, sentence.start, sentence.end)


def number(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims with citation numbers: one a sentence, from 1, by first appearance."""
    numbers: dict[str, int] = {}
    return tuple(number_next(claim, numbers) for claim in claims)


def number_next(claim: Claim, numbers: dict[str, int]) -> Claim:
    """Return `claim` with its numbers; `numbers` (sentence id -> number) grows by the sentences that are new."""
    cited = [numbers.setdefault(evidence.sentence, len(numbers) + 1) for evidence in claim.evidence]
    return replace(claim, citations=tuple(cited))


def citations_of(claims: Sequence[Claim], corpus: Corpus) -> tuple[Citation, ...]:
    """Return the citations that numbered claims point to, in the order of their numbers."""
    cited: Mapping[int, str] = {
        position: evidence.sentence
        for claim in claims
        for position, evidence in zip(claim.citations, claim.evidence, strict=True)
    }
    return tuple(_citation(position, cited[position], corpus) for position in sorted(cited))


def _citation(position: int, sentence_id: str, corpus: Corpus) -> Citation:
    article = corpus.article_of(sentence_id)
    return Citation(
        number=position,
        article=article.id,
        title=article.title,
        jurisdiction=article.jurisdiction,
        kind=article.kind.value,
        status=article.status.value,
        event_date=article.event_date,
        as_of=article.as_of,
        quote=corpus.sentence(sentence_id).text,
        sentence=sentence_id,
        sources=corpus.sources_of(sentence_id),
    )


def marked_text(claims: Iterable[Claim]) -> str:
    """Return the claims as one text, each followed by its numbers: `A sentence. [1][2] The next. [3]`."""
    return " ".join(f"{claim.text} {''.join(f'[{mark}]' for mark in claim.citations)}" for claim in claims)
