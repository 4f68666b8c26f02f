from __future__ import annotations

from rag.settings import Settings
from tests.ui.api.conftest import corpus, make_services, pipeline, serving  # noqa: F401 - fixtures
from tests.ui.samples import ANSWERED
from ui.api.services import Network
from ui.load import Asked, ask_together, faults, questions_of, report

EXPECTED = {name: value for name, value in ANSWERED.to_dict().items() if name != "timings_ms"}


def expected_of(questions):
    return {question: {**EXPECTED, "question": question} for question in questions}


def test_every_visitor_asks_a_share_from_an_address_of_its_own(make_services, pipeline):  # noqa: F811
    services = make_services(network=Network(trusted_proxies=("127.0.0.1/32",)))
    questions = [f"Question {number}" for number in range(60)]

    with serving(services) as address:
        asked = ask_together(address, 3, questions)

    assert faults(asked, expected_of(questions)) == []
    assert sorted(one.question for one in asked) == sorted(questions)
    assert sorted(question for question, _, _ in pipeline.asked) == sorted(questions)


def test_what_was_lost_or_wrong_is_named(make_services, pipeline):  # noqa: F811
    pipeline.error = TypeError("broken on purpose")

    with serving(make_services()) as address:
        asked = ask_together(address, 1, ["First"])
    asked.append(Asked("Second", 0.1, {**EXPECTED, "text": "Otherwise."}))
    found = faults(asked, expected_of(["First", "Second"]))

    assert len(found) == 2
    assert found[0].startswith("lost: First (500: ")
    assert found[1] == "wrong: Second"


def test_the_report_puts_the_figures_side_by_side():
    asked = [Asked("x", seconds / 1000, EXPECTED) for seconds in range(100, 201)]

    lines = report(asked, {"x": EXPECTED}, [0.01, 0.02, 0.03], lasted=2.0)

    assert lines == [
        "101 questions in 2.0 s (50.5 a second), 0 lost, 0 wrong",
        "POST /api/ask, all visitors at once: median 150 ms, p95 195 ms",
        "pipeline.ask, alone (3 questions): median 20 ms, p95 29 ms",
    ]


def test_there_are_as_many_questions_as_were_wanted_and_every_article_is_asked_about():
    questions = questions_of(Settings(), 250)

    assert len(questions) == 250
    assert len(set(questions)) > 139
