from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rag import Answer, NoteKind, Outcome, Pipeline, Settings
from rag.pipeline import AnswerEvent, ClaimEvent, StatusEvent
from tests.fakes import BagOfWords
from tests.rag.conftest import ARTICLES, TODAY, open_with
from tests.rag.hostile import HOSTILE

FINES = "What is the fine under the Australian act?"
QUESTIONS = (
    FINES,
    "What is the minimum age in Spain's bill?",
    "¿Cuál es la edad mínima del proyecto de ley español?",
    "When must services with pornography check ages in the UK?",
    "What must companion chatbots do in California?",
    "How many hours do French children spend in front of a screen?",
    "What is the weather in Paris?",
    "fines",
)


def without_timings(answer: Answer) -> dict[str, object]:
    return {key: value for key, value in answer.to_dict().items() if key != "timings_ms"}


def test_a_question_is_answered_with_a_sentence_of_the_corpus(pipeline: Pipeline) -> None:
    answer = pipeline.ask(FINES)

    assert answer.outcome is Outcome.ANSWERED
    assert answer.claims[0].text == (
        "A platform that breaks the Australian act may be fined up to 49.5 million Australian dollars."
    )
    assert answer.text.startswith(f"{answer.claims[0].text} [1]")
    assert answer.citations[0].sentence == "au-minimum-age-act#2.1"
    assert answer.question == FINES
    assert (answer.language, answer.mode) == ("en", "extractive")
    assert answer.corpus.articles == 8
    assert answer.explanation


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_claim_rests_on_a_sentence_where_it_says(question: str, pipeline: Pipeline) -> None:
    answer = pipeline.ask(question)

    for claim in answer.claims:
        assert claim.evidence
        assert len(claim.citations) == len(claim.evidence)
        for evidence in claim.evidence:
            assert pipeline.corpus.article(evidence.article).body[evidence.start : evidence.end] == evidence.quote
    numbers = [citation.number for citation in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert {number for claim in answer.claims for number in claim.citations} == set(numbers)
    assert set(map(int, re.findall(r"\[(\d+)\]", answer.text))) == set(numbers)


def test_a_spanish_question_is_answered_from_the_spanish_edition(pipeline: Pipeline) -> None:
    answer = pipeline.ask("¿Cuál es la edad mínima del proyecto de ley español?")

    assert answer.language == "es"
    assert {citation.article for citation in answer.citations} == {"es-minimum-age-bill.es"}
    assert any("16 años" in claim.text for claim in answer.claims)


def test_what_is_no_rule_yet_is_noted(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What is the minimum age in Spain's bill?")

    assert [note.kind for note in answer.notes] == [NoteKind.NOT_IN_FORCE]


def test_a_chosen_jurisdiction_is_kept_to(pipeline: Pipeline) -> None:
    answer = pipeline.ask("What are the fines?", jurisdiction="ES")

    assert {citation.jurisdiction for citation in answer.citations} == {"ES"}


def test_events_end_with_the_answer_and_every_claim_came_before(pipeline: Pipeline) -> None:
    events = list(pipeline.stream(FINES))

    assert isinstance(events[0], StatusEvent)
    assert isinstance(events[-1], AnswerEvent)
    claims = tuple(event.claim for event in events if isinstance(event, ClaimEvent))
    assert claims == events[-1].answer.claims
    assert all(event.text for event in events if isinstance(event, StatusEvent))


def test_passages_come_without_an_answer(pipeline: Pipeline) -> None:
    hits = pipeline.retrieve(FINES, k=2)

    assert hits[0].passage.id == "au-minimum-age-act#2"
    assert len(hits) == 2
    assert hits[0].passage.sentences[0].text.startswith("A platform that breaks")
    assert hits[0].found_by == ("keyword", "sentence", "passage")


def test_steps_are_timed(pipeline: Pipeline) -> None:
    timings = pipeline.ask(FINES).timings_ms

    assert {"total", "route", "retrieve", "write", "verify"} <= set(timings)
    assert all(value >= 0 for value in timings.values())


class Breakable(BagOfWords):
    """A model that breaks when told to."""

    error: Exception | None = None

    def vectors(self, texts):
        if self.error:
            raise self.error
        return super().vectors(texts)


@pytest.mark.parametrize("error", [RuntimeError("out of memory"), ValueError("no number"), KeyError("lost")], ids=repr)
def test_a_broken_part_ends_in_an_answer_that_the_log_explains(
    error: Exception, small_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    model = Breakable()
    pipeline = open_with(model, small_settings)
    model.error = error

    with caplog.at_level(logging.ERROR, logger="rag.pipeline"):
        answer = pipeline.ask("Which fines does the Australian act know?")

    (number,) = re.findall(r"number (\w+)", answer.text)
    (record,) = (record for record in caplog.records if record.levelno == logging.ERROR)
    assert answer.outcome is Outcome.FAILED
    assert (answer.claims, answer.citations) == ((), ())
    assert str(error) not in answer.text
    assert record.getMessage() == f"Failure {number}"
    assert record.exc_info is not None
    assert record.exc_info[1] is error
    model.error = None
    assert pipeline.ask("Which fines does the Australian act know?").outcome is Outcome.ANSWERED
    pipeline.close()


def test_a_failure_is_told_in_the_language_of_the_question(small_settings: Settings) -> None:
    model = Breakable()
    pipeline = open_with(model, small_settings)
    model.error = RuntimeError("broke")

    answer = pipeline.ask("¿Qué multas prevé la ley en Australia?")

    assert answer.language == "es"
    assert answer.text.startswith("Algo ha fallado")
    pipeline.close()


@pytest.mark.parametrize("question", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_asked_gets_an_answer_that_can_be_written_down(question: str, pipeline: Pipeline) -> None:
    answer = pipeline.ask(question)

    assert answer.outcome is not Outcome.FAILED
    assert answer.text
    assert json.dumps(answer.to_dict(), ensure_ascii=False).encode()
    assert all(claim.evidence for claim in answer.claims)
    assert pipeline.retrieve(question, k=3) is not None


def test_eight_threads_get_the_answers_of_one(pipeline: Pipeline, small_settings: Settings) -> None:
    expected = [without_timings(pipeline.ask(question)) for question in QUESTIONS]
    fresh = open_with(BagOfWords(), small_settings)

    with ThreadPoolExecutor(8) as pool:
        asked = list(pool.map(fresh.ask, QUESTIONS * 8))

    fresh.close()
    assert [without_timings(answer) for answer in asked] == expected * 8


def test_another_pipeline_over_the_same_corpus_answers_alike(pipeline: Pipeline, tmp_path: Path) -> None:
    again = open_with(BagOfWords(), Settings(corpus_dirs=(ARTICLES,), data_dir=tmp_path, today=TODAY))

    for question in QUESTIONS:
        assert without_timings(again.ask(question)) == without_timings(pipeline.ask(question))
    again.close()


Open = Callable[[Path], Pipeline]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "documents"
    made.mkdir()
    return made


def test_plain_documents_are_answered_from_as_well(folder: Path, open_folder: Open) -> None:
    (folder / "House rules.md").write_text(
        "# House rules for phones\n\nPupils of our school leave their phones in lockers until 15:30. "
        "Teachers may allow an exception for medical reasons.\n",
        encoding="utf-8",
    )
    (folder / "minutes.txt").write_text(
        "The board met on 3 March 2026. It decided to buy 40 lockers for the phones of pupils.", encoding="utf-8"
    )

    answer = open_folder(folder).ask("Until when do pupils of our school leave their phones in lockers?")

    assert answer.outcome is Outcome.ANSWERED
    assert answer.claims[0].text == "Pupils of our school leave their phones in lockers until 15:30."
    assert answer.citations[0].article == "house-rules"
    assert answer.citations[0].sources[0].url == "supplied:House rules.md"


def test_a_corpus_of_one_sentence_answers(folder: Path, open_folder: Open) -> None:
    (folder / "only.txt").write_text("Platforms must verify the age of minors in lockers.", encoding="utf-8")

    pipeline = open_folder(folder)

    assert [hit.passage.id for hit in pipeline.retrieve("Must platforms verify the age of minors?")] == ["only#1"]
    assert pipeline.ask("").outcome is not Outcome.FAILED


def test_documents_in_a_third_language_do_no_harm(folder: Path, open_folder: Open) -> None:
    (folder / "german.txt").write_text("Plattformen müssen das Alter der Nutzer prüfen.", encoding="utf-8")
    (folder / "chinese.txt").write_text("平台必须检查年龄。罚款为五百万欧元。", encoding="utf-8")
    (folder / "own.txt").write_text("Platforms must verify the age of their users in Spain.", encoding="utf-8")

    pipeline = open_folder(folder)

    assert pipeline.ask("Plattformen Alter Nutzer prüfen").outcome is not Outcome.FAILED
    assert pipeline.ask("罚款").outcome is not Outcome.FAILED
    assert pipeline.ask("Must platforms verify the age of their users?").claims[0].evidence[0].article == "own"


def test_a_corpus_without_any_answer_names_what_is_nearest(folder: Path, open_folder: Open) -> None:
    (folder / "lockers.txt").write_text("# Lockers\n\nThe lockers are made of blue steel plates.", encoding="utf-8")

    answer = open_folder(folder).ask("What is the minimum age for social media in Norway?")

    assert answer.outcome is Outcome.NO_EVIDENCE
    assert (answer.claims, answer.citations) == ((), ())
    assert answer.text.endswith("Nearest to it are: Lockers.")
