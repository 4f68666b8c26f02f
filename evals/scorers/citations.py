"""Whether citations carry what they stand behind: ALCE's recall and precision (Gao et al. 2023), and exactness.

ALCE asks a language model whether cited passages entail a sentence. Here the rules of `rag.verify` decide, on the
sentences as the corpus has them and not as the answer quotes them: the same twice, and nobody's opinion.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from corpus import Corpus, CorpusError
from evals.scorers.score import Score, Trial, share, unscored
from rag.answer import Citation, Claim, Evidence, Label
from rag.verify import Verifier


def citation_recall(trial: Trial) -> Score:
    """Return the share of claims that their citations, taken together, entail."""
    claims = trial.answer.claims
    if not claims:
        return unscored("nothing is claimed")
    lost = [claim.text for claim in claims if not is_entailed(claim, trial)]
    reason = f"not carried by what it cites: {lost[0]}" if lost else "every claim is carried by what it cites"
    return share(len(claims) - len(lost), len(claims), reason)


def citation_precision(trial: Trial) -> Score:
    """Return the share of citations that their claim needs: it is entailed, and not just as well without them."""
    pairs = [(claim, number) for claim in trial.answer.claims for number in claim.citations]
    if not pairs:
        return unscored("nothing is cited")
    idle = [(claim, number) for claim, number in pairs if not _is_needed(claim, number, trial)]
    reason = f"[{idle[0][1]}] does not carry: {idle[0][0].text}" if idle else "every citation carries its claim"
    return share(len(pairs) - len(idle), len(pairs), reason)


def is_entailed(claim: Claim, trial: Trial) -> bool:
    """Tell whether a claim has citations, all of them resolve, and the sentences behind them entail it."""
    cited = [_cited(number, trial) for number in claim.citations]
    return bool(cited) and None not in cited and _entails(tuple(text for text in cited if text), claim.text)


def quotes_exact(trial: Trial) -> Score:
    """Return the share of evidence and citations that are, letter for letter, what the corpus has at that place."""
    answer = trial.answer
    evidence = [one for claim in answer.claims for one in claim.evidence]
    if not evidence and not answer.citations:
        return unscored("nothing is quoted")
    numbered = [citation.number for citation in answer.citations]
    faults = [
        *(fault for one in evidence if (fault := _fault_of_evidence(one, trial.corpus))),
        *(fault for one in answer.citations if (fault := _fault_of_citation(one, trial.corpus))),
        *(fault for claim in answer.claims if (fault := _fault_of_numbers(claim, answer.citations))),
    ]
    if numbered != list(range(1, len(numbered) + 1)):
        faults.append("citations are not numbered from 1")
    count = len(evidence) + len(answer.citations) + len(answer.claims)
    reason = "; ".join(dict.fromkeys(faults)) or "everything is quoted as it stands"
    return Score(max(0.0, 1 - len(faults) / count), reason)


def _is_needed(claim: Claim, number: int, trial: Trial) -> bool:
    if not is_entailed(claim, trial):
        return False
    alone, rest = _cited(number, trial), [_cited(other, trial) for other in claim.citations if other != number]
    if alone and _entails((alone,), claim.text):
        return True
    return not _entails(tuple(text for text in rest if text), claim.text)


def _cited(number: int, trial: Trial) -> str | None:
    """Return the sentence behind a citation number, as the corpus has it."""
    found = next((citation for citation in trial.answer.citations if citation.number == number), None)
    return _text(found.sentence, trial.corpus) if found else None


def _text(sentence_id: str, corpus: Corpus) -> str | None:
    try:
        return corpus.sentence(sentence_id).text
    except CorpusError:
        return None


@cache
def _entails(sentences: tuple[str, ...], claim: str) -> bool:
    together = (*sentences, " ".join(sentences)) if len(sentences) > 1 else sentences
    return Verifier.default().check(claim, together).label is Label.SUPPORTED


def _fault_of_evidence(evidence: Evidence, corpus: Corpus) -> str:
    text = _text(evidence.sentence, corpus)
    if text is None:
        return f"the corpus has no sentence {evidence.sentence}"
    if evidence.quote != text:
        return f"{evidence.sentence} reads otherwise than it is quoted"
    body = corpus.article_of(evidence.sentence).body
    if body[evidence.start : evidence.end] != evidence.quote:
        return f"the quote of {evidence.sentence} does not stand at {evidence.start}"
    is_own = evidence.article == evidence.sentence.partition("#")[0]
    return "" if is_own else f"{evidence.sentence} is no sentence of {evidence.article}"


def _fault_of_citation(citation: Citation, corpus: Corpus) -> str:
    text = _text(citation.sentence, corpus)
    if text is None:
        return f"[{citation.number}] leads to no sentence of the corpus"
    article = corpus.article_of(citation.sentence)
    told = (citation.article, citation.title, citation.jurisdiction, citation.kind, citation.event_date, citation.as_of)
    known = (article.id, article.title, article.jurisdiction, article.kind.value, article.event_date, article.as_of)
    if told != known or citation.quote != text:
        return f"[{citation.number}] does not tell of {article.id} what the corpus does"
    if citation.sources != corpus.sources_of(citation.sentence):
        return f"[{citation.number}] names other sources than {citation.sentence} has"
    return ""


def _fault_of_numbers(claim: Claim, citations: Sequence[Citation]) -> str:
    """Return a fault where the numbers of a claim lead elsewhere than to its evidence."""
    sentences = {citation.number: citation.sentence for citation in citations}
    led_to = {sentences.get(number) for number in claim.citations}
    is_right = led_to == {evidence.sentence for evidence in claim.evidence}
    return "" if is_right else f"the numbers of “{claim.text[:40]}…” lead elsewhere than to its evidence"
