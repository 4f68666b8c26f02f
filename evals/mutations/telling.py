"""Faults in telling: quotes, citations, notes, sections, help lines and the text. They need no question to be asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import replace

from corpus import Corpus
from evals.mutations.fault import Fault, SpoilAnswer
from rag.answer import Answer, Citation, Claim, Evidence, Helpline, Note, NoteKind, Outcome
from rag.messages import say

CITED = frozenset({"quotes_exact", "citation_recall", "citation_precision", "sentence_support"})
STATUS = frozenset({"status_honesty"})
WARNED = frozenset({"caveats"})
HELPED = frozenset({"helpline_correctness"})
SOURCED = frozenset({"sentence_support", "citation_recall"})
PLACED = frozenset({"sections_fit"})
OWN = frozenset({"provenance"})
ENDED = frozenset({"right_outcome", "truthfulness", "wrong_answer", "needless_refusal"})


def _claims(change: Callable[[Claim], Claim]) -> SpoilAnswer:
    return lambda answer, _: replace(answer, claims=tuple(map(change, answer.claims)))


def _evidence(change: Callable[[Evidence], Evidence]) -> SpoilAnswer:
    return _claims(lambda claim: replace(claim, evidence=tuple(map(change, claim.evidence))))


def _citations(change: Callable[[Citation], Citation]) -> SpoilAnswer:
    return lambda answer, _: replace(answer, citations=tuple(map(change, answer.citations)))


def _without_notes(*kinds: NoteKind) -> SpoilAnswer:
    return lambda answer, _: replace(answer, notes=tuple(note for note in answer.notes if note.kind not in kinds))


def _helplines(change: Callable[[Helpline], Helpline]) -> SpoilAnswer:
    return lambda answer, _: replace(answer, helplines=tuple(map(change, answer.helplines)))


def _said_otherwise(change: Callable[[str], str]) -> SpoilAnswer:
    """Change what claims say, in the claims and in the text alike."""

    def spoil(answer: Answer, _: Corpus) -> Answer:
        text = answer.text
        for claim in answer.claims:
            text = text.replace(claim.text, change(claim.text))
        return replace(answer, text=text, claims=tuple(replace(one, text=change(one.text)) for one in answer.claims))

    return spoil


def _text(change: Callable[[str], str]) -> SpoilAnswer:
    return lambda answer, _: replace(answer, text=change(answer.text)) if answer.claims else answer


def _one_further(answer: Answer, _: Corpus) -> Answer:
    count = len(answer.citations)
    shifted = (replace(one, citations=tuple(n % count + 1 for n in one.citations)) for one in answer.claims)
    return replace(answer, claims=tuple(shifted)) if count > 1 else answer


def _renumbered(answer: Answer, _: Corpus) -> Answer:
    return replace(answer, citations=tuple(replace(one, number=one.number + 1) for one in answer.citations))


def _idle_citation(answer: Answer, _: Corpus) -> Answer:
    if len(answer.citations) < 2:
        return answer
    padded = (
        replace(one, citations=(*one.citations, one.citations[0] % len(answer.citations) + 1)) for one in answer.claims
    )
    return replace(answer, claims=tuple(padded))


def _next_sentence(answer: Answer, corpus: Corpus) -> Answer:
    def after(citation: Citation) -> Citation:
        ids = [sentence.id for sentence in corpus.article(citation.article).sentences]
        return replace(citation, sentence=ids[(ids.index(citation.sentence) + 1) % len(ids)])

    return _citations(after)(answer, corpus)


def _other_article(answer: Answer, corpus: Corpus) -> Answer:
    other = corpus.articles[0]
    return _citations(lambda citation: replace(citation, title=other.title, jurisdiction=other.jurisdiction))(
        answer, corpus
    )


def _first_source_only(answer: Answer, corpus: Corpus) -> Answer:
    return _citations(lambda citation: replace(citation, sources=citation.sources[:1]))(answer, corpus)


def _merged(answer: Answer, _: Corpus) -> Answer:
    """Run the first two claims into one sentence, under the number of the first alone."""
    if len(answer.claims) < 2 or answer.sections:
        return answer
    first, second, *rest = answer.claims
    whole = f"{first.text.rstrip('.')}, and {second.text}"
    marks = "".join(f"[{number}]" for number in (*first.citations, *second.citations))
    text = answer.text.replace(
        f"{first.text} [{first.citations[0]}] {second.text} [{second.citations[0]}]", f"{whole} {marks[:3]}"
    )
    return replace(answer, text=text, claims=(replace(first, text=whole), *rest))


def _wrong_standing(answer: Answer, corpus: Corpus) -> Answer:
    def spoiled(note: Note) -> Note:
        if note.kind is not NoteKind.NOT_IN_FORCE:
            return note
        cited = next(one for one in answer.citations if one.number == note.citations[0])
        key = "partly-in-force" if cited.status != "partly-in-force" else "proposed"
        return replace(note, text=say(f"note.{key}", answer.language, as_of=cited.as_of, title=cited.title))

    return replace(answer, notes=tuple(map(spoiled, answer.notes)))


def _alarmed(answer: Answer, _: Corpus) -> Answer:
    """Warn of everything that is cited, whether it stands firm or not."""
    told = {number for note in answer.notes if note.kind is NoteKind.NOT_IN_FORCE for number in note.citations}
    firm = tuple(citation.number for citation in answer.citations if citation.number not in told)
    text = say("note.proposed", answer.language, as_of=answer.corpus.as_of, title="")
    return replace(answer, notes=(*answer.notes, Note(NoteKind.NOT_IN_FORCE, text, firm))) if firm else answer


def _headings_turned(answer: Answer, _: Corpus) -> Answer:
    headings = [section.heading for section in answer.sections]
    turned = zip(answer.sections, [*headings[1:], *headings[:1]], strict=True)
    return replace(answer, sections=tuple(replace(section, heading=heading) for section, heading in turned))


def _sections_one_further(answer: Answer, _: Corpus) -> Answer:
    count = len(answer.claims)
    moved = (replace(one, claims=tuple((place + 1) % count for place in one.claims)) for one in answer.sections)
    return replace(answer, sections=tuple(moved))


def _help_last(answer: Answer, _: Corpus) -> Answer:
    if not answer.helplines:
        return answer
    first, *rest = answer.text.split("\n\n")
    return replace(answer, text="\n\n".join((*rest, first)))


def _another_digit(line: Helpline) -> Helpline:
    return replace(line, contact=re.sub(r"\d(?=\D*\Z)", lambda found: str((int(found[0]) + 1) % 10), line.contact))


def _negations_gone(text: str) -> str:
    return re.sub(r"\b(?:not|no|never|cannot) ", "", text)


def _numbers_raised(text: str) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + 1), text)


def _plain_letters(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _only(when: Callable[[Answer], bool], spoil: SpoilAnswer) -> SpoilAnswer:
    return lambda answer, corpus: spoil(answer, corpus) if when(answer) else answer


def _ending(outcome: Outcome) -> SpoilAnswer:
    return lambda answer, _: replace(answer, outcome=outcome)


def _broken(answer: Answer, _: Corpus) -> Answer:
    return Answer(
        answer.question,
        Outcome.FAILED,
        answer.language,
        answer.mode,
        say("outcome.failed", "en", number=0),
        answer.corpus,
    )


def _echo(answer: Answer, _: Corpus) -> Answer:
    return replace(answer, text=f"You asked: {answer.question} {answer.text}")


def _stamped(**changes: object) -> SpoilAnswer:
    return lambda answer, _: replace(answer, corpus=replace(answer.corpus, **changes))  # type: ignore[arg-type]


def _kinds(answer: Answer, outcomes: Iterable[Outcome]) -> bool:
    return answer.outcome in set(outcomes)


TELLING = (
    Fault("citation-off-by-one", "Claims cite the number after theirs", CITED, answer=_one_further),
    Fault(
        "all-cite-the-first", "Every claim cites [1]", CITED, answer=_claims(lambda one: replace(one, citations=(1,)))
    ),
    Fault("citations-lost", "Claims have no numbers", CITED, answer=_claims(lambda one: replace(one, citations=()))),
    Fault("numbered-from-two", "Citations are numbered from 2", CITED, answer=_renumbered),
    Fault("idle-citations", "Every claim cites a sentence more than it needs", CITED, answer=_idle_citation),
    Fault("citation-of-next-sentence", "Citations lead to the sentence after", CITED, answer=_next_sentence),
    Fault("citation-of-other-article", "Citations bear the title of another article", CITED, answer=_other_article),
    Fault("sources-cut", "Of several sources only the first is named", CITED, answer=_first_source_only),
    Fault(
        "sources-lost",
        "Citations name no source",
        CITED,
        answer=_citations(lambda one: replace(one, sources=())),
    ),
    Fault(
        "date-of-event-for-knowledge",
        "“As of” shows the date of the event",
        CITED,
        answer=_citations(lambda one: replace(one, as_of=one.event_date)),
    ),
    Fault(
        "quote-shortened",
        "Quotes are cut after 60 letters",
        CITED,
        answer=_evidence(lambda one: replace(one, quote=one.quote[:60])),
    ),
    Fault(
        "offset-off-by-one",
        "Quotes are said to begin a letter too late",
        CITED,
        answer=_evidence(lambda one: replace(one, start=one.start + 1)),
    ),
    Fault(
        "accents-lost",
        "Quotes lose their accents and typographic marks",
        CITED,
        answer=_evidence(lambda one: replace(one, quote=_plain_letters(one.quote))),
    ),
    Fault(
        "evidence-of-another-sentence",
        "Evidence bears the id of its paragraph's first sentence",
        CITED,
        answer=_evidence(lambda one: replace(one, sentence=f"{one.sentence.rpartition('.')[0]}.1")),
    ),
    Fault("claims-merged", "Two sentences become one under the first's number", SOURCED, answer=_merged),
    Fault("negations-dropped", "“Not” and “no” get lost on the way", SOURCED, answer=_said_otherwise(_negations_gone)),
    Fault("numbers-raised", "Numbers are one too high", SOURCED, answer=_said_otherwise(_numbers_raised)),
    Fault(
        "plans-become-rules",
        "“Would” becomes “will”",
        SOURCED,
        answer=_said_otherwise(lambda text: re.sub(r"\bwould\b", "will", text)),
    ),
    Fault("marks-lost", "The text has no marks", SOURCED, answer=_text(lambda text: re.sub(r" ?\[\d+\]", "", text))),
    Fault(
        "advice-added",
        "The text ends with advice that nobody sourced",
        SOURCED,
        answer=_text(lambda text: f"{text} Parents should delete the app at once."),
    ),
    Fault(
        "text-drifts",
        "Numbers in the text are not those of the claims",
        SOURCED,
        answer=_text(lambda text: re.sub(r"(?<!\[)\b\d+\b(?!\])", "7", text)),
    ),
    Fault("question-echoed", "The text repeats the question", SOURCED | {"forbidden"}, answer=_echo),
    Fault(
        "first-claim-only",
        "Only the first claim reaches the answer",
        frozenset({"gold_citation_recall", "sentence_support"}),
        answer=lambda answer, _: replace(answer, claims=answer.claims[:1]),
    ),
    Fault(
        "status-renamed",
        "“in-force” is written “in force”",
        STATUS,
        answer=_citations(lambda one: replace(one, status=one.status.replace("-", " "))),
    ),
    Fault(
        "all-in-force",
        "Every status reads in-force",
        STATUS,
        answer=_citations(lambda one: replace(one, status="in-force")),
    ),
    Fault(
        "not-in-force-forgotten",
        "No note says that a bill is no law",
        STATUS,
        answer=_without_notes(NoteKind.NOT_IN_FORCE),
    ),
    Fault("wrong-standing", "A bill is noted as partly in force", STATUS, answer=_wrong_standing),
    Fault("false-alarm", "Laws in force are noted as proposals", STATUS, answer=_alarmed),
    Fault("stale-forgotten", "No note says that knowledge is old", WARNED, answer=_without_notes(NoteKind.STALE)),
    Fault(
        "translation-forgotten",
        "No note says that a quote is in another language",
        WARNED,
        answer=_without_notes(NoteKind.TRANSLATION),
    ),
    Fault(
        "weak-source-forgotten",
        "No note says that a sentence rests on an aggregator alone",
        WARNED,
        answer=_without_notes(NoteKind.WEAK_SOURCE),
    ),
    Fault(
        "premise-forgotten",
        "No note says that a question took something for granted",
        frozenset({"premise_corrected"}),
        answer=_without_notes(NoteKind.PREMISE),
    ),
    Fault(
        "conflict-forgotten",
        "No note says that accounts differ",
        frozenset({"conflict_shown"}),
        answer=_without_notes(NoteKind.CONFLICT),
    ),
    Fault("all-notes-forgotten", "Notes are not handed on", STATUS | WARNED, answer=_without_notes(*NoteKind)),
    Fault("headings-turned", "Sections bear the name of the next country", PLACED, answer=_headings_turned),
    Fault("sections-off-by-one", "Sections hold the claim after theirs", PLACED, answer=_sections_one_further),
    Fault(
        "helplines-lost", "Help lines are not handed on", HELPED, answer=lambda answer, _: replace(answer, helplines=())
    ),
    Fault("help-comes-last", "The text names help lines at its end", HELPED, answer=_help_last),
    Fault("wrong-number", "A digit of each help line is wrong", HELPED, answer=_helplines(_another_digit)),
    Fault(
        "helpline-of-nowhere",
        "Help lines are said to be of another country",
        HELPED,
        answer=_helplines(lambda line: replace(line, country="NZ")),
    ),
    Fault(
        "helpline-unsourced",
        "Help lines cite a sentence that is not there",
        HELPED,
        answer=_helplines(lambda line: replace(line, sentence="helplines#1.1")),
    ),
    Fault(
        "corpus-of-last-week", "Answers come from another version of the corpus", OWN, answer=_stamped(version="0" * 12)
    ),
    Fault("articles-miscounted", "Answers count other articles than there are", OWN, answer=_stamped(articles=7)),
    Fault(
        "language-mistaken",
        "Spanish is labelled English",
        OWN | WARNED,
        answer=lambda answer, _: replace(answer, language="en"),
    ),
    Fault(
        "silence-called-answer",
        "“The corpus does not say” is labelled answered",
        ENDED,
        answer=_only(
            lambda answer: _kinds(answer, [Outcome.NO_EVIDENCE, Outcome.OUT_OF_SCOPE]), _ending(Outcome.ANSWERED)
        ),
    ),
    Fault(
        "spanish-breaks", "Spanish questions fail", ENDED, answer=_only(lambda answer: answer.language == "es", _broken)
    ),
    Fault(
        "long-questions-break",
        "Questions of more than 120 letters fail",
        ENDED,
        answer=_only(lambda answer: len(answer.question) > 120, _broken),
    ),
    Fault(
        "one-in-twenty-breaks",
        "One question in twenty fails",
        ENDED | {"fact_recall", "all_facts", "gold_citation_recall"},
        answer=_only(lambda answer: sum(answer.question.encode()) % 20 == 0, _broken),
    ),
)
