from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import rag
from corpus import load_corpus
from rag.answer import Outcome
from rag.errors import IndexBusy, ModelError
from rag.settings import SHIPPED_ARTICLES
from tests.ui.samples import ANSWERED, SIGNPOSTED, ScriptedDoor, answer_of
from ui import cli, corpus_commands, doctor
from ui.log import stop_log

ROOT = Path(__file__).parents[2]


@pytest.fixture
def door(monkeypatch):
    """A pipeline behind the command line that says what it was told to."""
    scripted = ScriptedDoor()
    monkeypatch.setattr(cli, "_open", lambda settings: scripted)
    return scripted


@pytest.fixture(autouse=True)
def closed_log():
    yield
    stop_log()


def footnote(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as a shell would."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [sys.executable, "-m", "ui.cli", *arguments]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


# ask


def test_an_answer_goes_to_standard_output_and_nothing_else_anywhere(door, capsys):
    code = cli.run(["ask", "What are the fines in the UK?"])

    printed = capsys.readouterr()
    assert code == 0
    assert printed.out.startswith("Ofcom may fine a provider up to 10 per cent of its worldwide revenue. [1]\n\nPlease")
    assert "https://example.org/act" in printed.out
    assert printed.err == ""


def test_the_question_goes_to_the_pipeline_with_place_and_history(door, tmp_path):
    history = tmp_path / "history.json"
    history.write_text('[["user", "And the UK?"], {"role": "assistant", "content": "It has a law."}]')

    cli.run(["ask", "  What are the fines? ", "--jurisdiction", "uk", "--history", str(history)])

    turns = (("user", "And the UK?"), ("assistant", "It has a law."))
    assert door.asked == [("What are the fines?", turns, "GB")]


@pytest.mark.parametrize(
    ("outcome", "code"),
    [
        (Outcome.ANSWERED, 0),
        (Outcome.PARTIAL, 0),
        (Outcome.NO_EVIDENCE, 3),
        (Outcome.CLARIFY, 3),
        (Outcome.OUT_OF_SCOPE, 3),
        (Outcome.SIGNPOSTED, 3),
        (Outcome.REFUSED, 3),
        (Outcome.FAILED, 1),
    ],
)
def test_the_exit_code_tells_the_outcome(door, outcome, code, capsys):
    door.answer = answer_of(outcome)

    assert cli.run(["ask", "Anything?"]) == code
    assert capsys.readouterr().out == f"This is {outcome.value}.\n"


def test_every_outcome_has_been_given_an_exit_code_on_purpose():
    assert {cli.EXIT_CODES.get(outcome, 3) for outcome in Outcome} == {0, 1, 3}


def test_json_is_the_whole_answer_and_nothing_else(door, capsys):
    cli.run(["ask", "Anything?", "--json"])

    printed = capsys.readouterr()
    assert json.loads(printed.out) == json.loads(json.dumps(ANSWERED.to_dict()))
    assert printed.err == ""


def test_json_keeps_letters_as_they_are(door, capsys):
    door.answer = answer_of(Outcome.NO_EVIDENCE)

    cli.run(["ask", "¿Qué dice España?", "--json"])

    assert "\\u" not in capsys.readouterr().out


def test_explain_follows_the_answer(door, capsys):
    cli.run(["ask", "Anything?", "--explain"])

    printed = capsys.readouterr()
    assert printed.out.index("Sources") < printed.out.index("How this answer came about")
    assert printed.err == ""


def test_beside_json_the_explanation_goes_to_standard_error(door, capsys):
    cli.run(["ask", "Anything?", "--explain", "--json"])

    printed = capsys.readouterr()
    assert json.loads(printed.out)["outcome"] == "answered"
    assert "How this answer came about" in printed.err


def test_help_lines_are_the_first_thing_shown(door, capsys):
    door.answer = SIGNPOSTED

    cli.run(["ask", "I am frightened"])

    assert capsys.readouterr().out.startswith("These people can help:\n- Childline (GB): 0800 1111")


def test_a_failed_answer_says_where_the_reason_is(door, capsys, tmp_path):
    door.answer = answer_of(Outcome.FAILED)

    cli.run(["ask", "Anything?"])

    assert str(tmp_path / "data" / "footnote.log") in capsys.readouterr().err


# What cannot be used: one line that says what to do, and exit code 2.


@pytest.mark.parametrize(
    ("arguments", "advice"),
    [
        pytest.param(["ask", ""], "Ask like this", id="empty question"),
        pytest.param(["ask", " \n"], "Ask like this", id="blank question"),
        pytest.param(["ask", "a" * 1001], "one thing at a time", id="endless question"),
        pytest.param(["ask"], "footnote ask --help", id="no question"),
        pytest.param(["ask", "What", "is", "it?"], "footnote ask --help", id="question without quotation marks"),
        pytest.param(["ask", "Anything?", "--jurisdiction", "ZZ"], "Try: ", id="unknown jurisdiction"),
        pytest.param(["ask", "Anything?", "--history", "none.json"], "Check its name", id="no history file"),
        pytest.param(["ask", "Anything?", "--history", "README.md"], "should look like", id="history no JSON"),
        pytest.param(["ask", "Anything?", "--jsn"], "footnote ask --help", id="unknown option"),
        pytest.param(["ask", "Anything?", "--history"], "footnote --help", id="option without its value"),
        pytest.param(["aks", "Anything?"], "Did you mean 'ask'?", id="unknown command"),
        pytest.param(["corpus", "lst"], "Did you mean 'list'?", id="unknown corpus command"),
        pytest.param(["corpus", "show", "uk-online-safety"], "Did you mean", id="unknown article"),
        pytest.param(["corpus", "show"], "footnote corpus show --help", id="no article"),
        pytest.param(["corpus", "list", "--topic", "agelimits"], "age-limits", id="unknown topic"),
        pytest.param(["corpus", "list", "--status", "inforce"], "in-force", id="unknown status"),
        pytest.param(["corpus", "list", "--jurisdiction", "Spain"], "Try: ", id="unknown place"),
        pytest.param(["corpus", "check", "no/such/folder"], "Check its name", id="no folder"),
    ],
)
def test_bad_input_gives_one_line_with_advice(door, arguments, advice, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)

    code = cli.run(arguments)

    printed = capsys.readouterr()
    assert code == 2
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("footnote: ")
    assert advice in printed.err
    assert door.asked == []


def test_a_setting_that_makes_no_sense_is_named(door, monkeypatch, capsys):
    monkeypatch.setenv("FOOTNOTE_THREADS", "many")

    assert cli.run(["ask", "Anything?"]) == 2
    assert capsys.readouterr().err.startswith("footnote: FOOTNOTE_THREADS does not make sense")


def test_a_corpus_folder_that_is_not_there_is_named(door, monkeypatch, capsys):
    monkeypatch.setenv("FOOTNOTE_CORPUS_DIRS", '["/no/such/folder"]')

    assert cli.run(["corpus", "list"]) == 2
    assert "/no/such/folder" in capsys.readouterr().err


# What breaks: a sentence for the person, the reason for the log, and exit code 1.


def test_an_unforeseen_error_is_a_sentence_with_a_number_that_the_log_explains(door, capsys, tmp_path):
    door.error = ZeroDivisionError("secret detail")

    code = cli.run(["ask", "Anything?"])

    printed = capsys.readouterr()
    number = re.search(r"number ([0-9a-f]{8})", printed.err)
    logged = (tmp_path / "data" / "footnote.log").read_text()
    assert code == 1
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert "secret detail" not in printed.err
    assert number is not None
    assert number[1] in logged
    assert "ZeroDivisionError: secret detail" in logged


@pytest.mark.parametrize("error", [ModelError("Run: mend it"), IndexBusy("Run: mend it")])
def test_an_error_raised_on_purpose_is_told_in_its_own_words(door, error, capsys):
    door.error = error

    assert cli.run(["ask", "Anything?"]) == 1
    assert capsys.readouterr().err == "footnote: Run: mend it\n"


def test_what_a_person_typed_cannot_command_the_terminal(door, capsys):
    cli.run(["ask", "Anything?", "--jurisdiction", "\x1b[2J"])

    assert "\x1b" not in capsys.readouterr().err


def test_commands_about_the_corpus_keep_the_reason_too(monkeypatch, capsys, tmp_path):
    def load_corpus(folders):
        raise ZeroDivisionError("secret detail")

    monkeypatch.setattr(corpus_commands, "load_corpus", load_corpus)

    assert cli.run(["corpus", "list"]) == 1
    assert "secret detail" not in capsys.readouterr().err
    assert "secret detail" in (tmp_path / "data" / "footnote.log").read_text()


def test_a_log_that_cannot_be_written_does_not_withhold_the_sentence(door, capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("FOOTNOTE_DATA_DIR", str(tmp_path / "file" / "data"))
    door.error = ZeroDivisionError()

    assert cli.run(["ask", "Anything?"]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_warnings_of_any_part_go_to_the_log_and_not_to_the_screen(door, capsys, tmp_path):
    def ask_and_warn(question, history=(), jurisdiction=None):
        logging.getLogger("rag.somewhere").warning("Something is odd.")
        return ANSWERED

    door.ask = ask_and_warn

    cli.run(["ask", "Anything?"])

    assert capsys.readouterr().err == ""
    assert "Something is odd." in (tmp_path / "data" / "footnote.log").read_text()


def test_a_question_leaves_no_log_when_nothing_is_wrong(door, tmp_path):
    cli.run(["ask", "Anything?"])

    assert not (tmp_path / "data").exists()


def test_an_interrupted_question_ends_quietly(door, capsys):
    door.error = KeyboardInterrupt()

    assert cli.run(["ask", "Anything?"]) == 130
    assert capsys.readouterr() == ("", "")


# index


def test_index_builds_and_names_the_generation(monkeypatch, capsys):
    asked = []

    def build_index(settings, rebuild, progress):
        asked.append(rebuild)
        progress(1, 2)
        progress(2, 2)
        return "3f9c"

    monkeypatch.setattr(rag, "build_index", build_index, raising=False)

    assert cli.run(["index", "--rebuild"]) == 0
    printed = capsys.readouterr()
    assert asked == [True]
    assert printed.out == "The index is ready: 3f9c\n"
    assert printed.err == "Building the index …\n"


def test_asking_says_that_the_index_is_being_built_only_when_it_is(monkeypatch, capsys):
    def open_pipeline(settings, progress):
        progress(1, 1)
        return ScriptedDoor()

    monkeypatch.setattr(rag, "open_pipeline", open_pipeline, raising=False)
    cli.run(["ask", "Anything?"])
    first = capsys.readouterr().err

    monkeypatch.setattr(rag, "open_pipeline", lambda settings, progress: ScriptedDoor(), raising=False)
    cli.run(["ask", "Anything?"])
    second = capsys.readouterr().err

    assert first == "Building the index …\n"
    assert second == ""


# corpus


def test_a_piped_list_has_one_line_an_article_with_columns_parted_by_tabs(capsys):
    assert cli.run(["corpus", "list"]) == 0

    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()]
    assert len(rows) == len(load_corpus(SHIPPED_ARTICLES))
    assert {len(row) for row in rows} == {6}
    assert rows[0][:2] == ["ar-buenos-aires-bill-social-media-under-13", "AR"]


def test_a_list_can_be_narrowed_down(capsys):
    cli.run(["corpus", "list", "--jurisdiction", "uk", "--topic", "age-limits", "--status", "proposed", "--json"])

    found = json.loads(capsys.readouterr().out)
    assert found
    for article in found:
        assert article["jurisdiction"] == "GB"
        assert "age-limits" in article["topics"]
        assert article["status"] == "proposed"


def test_a_list_of_nothing_says_so_beside_the_output(capsys):
    assert cli.run(["corpus", "list", "--jurisdiction", "GB", "--status", "repealed"]) == 0

    printed = capsys.readouterr()
    assert printed.out == ""
    assert "No article" in printed.err


def test_an_article_is_shown_with_numbered_sentences_and_sources(capsys):
    assert cli.run(["corpus", "show", "au-digital-duty-of-care-nudify-ai-companions"]) == 0

    printed = capsys.readouterr().out
    assert printed.startswith("Australia: digital duty of care")
    assert "AU · announcement · proposed · as of 5 June 2026\n" in printed
    assert "\nNudify services\n" in printed
    assert re.search(r"^1\.1 +The Australian government announced in November 2024", printed, re.MULTILINE)
    assert "https://minister.infrastructure.gov.au/node/6433" in printed


def test_an_article_as_json_names_no_path_of_this_machine(capsys):
    cli.run(["corpus", "show", "au-digital-duty-of-care-nudify-ai-companions", "--json"])

    printed = capsys.readouterr().out
    article = json.loads(printed)
    first = article["passages"][0]["sentences"][0]
    assert article["body"][first["start"] : first["end"]] == first["text"]
    assert str(SHIPPED_ARTICLES) not in printed


def test_the_shipped_corpus_passes_its_check(capsys):
    code = cli.run(["corpus", "check"])

    printed = capsys.readouterr()
    assert code == 0, printed.out
    assert printed.out == f"{len(load_corpus(SHIPPED_ARTICLES))} articles, no complaints.\n"


def test_a_broken_article_is_named_with_its_line(tmp_path, capsys):
    (tmp_path / "uk-x.md").write_text(
        "---\nid: uk-x\ntitle: X\nsources: []\n---\n# X\n\nNo source here.\n", encoding="utf-8"
    )

    assert cli.run(["corpus", "check", str(tmp_path)]) == 1
    printed = capsys.readouterr()
    assert re.match(rf"{re.escape(str(tmp_path))}/uk-x\.md:\d+: ", printed.out)
    assert "docs/corpus.md" in printed.err


# doctor


def test_doctor_tells_what_it_found_and_exits_by_it(monkeypatch, capsys):
    fine = doctor.Finding(doctor.State.OK, "Python", "3.11")
    broken = doctor.Finding(doctor.State.FAIL, "Model", "missing", "Install it.")

    monkeypatch.setattr(doctor, "examine", lambda settings: (fine,))
    assert cli.run(["doctor"]) == 0
    monkeypatch.setattr(doctor, "examine", lambda settings: (fine, broken))
    assert cli.run(["doctor"]) == 1

    assert "fail  Model   missing\n              Install it.\n" in capsys.readouterr().out


# The shell


def test_without_a_command_the_help_appears(capsys):
    assert cli.run([]) == 0
    assert "footnote ask" in capsys.readouterr().out


@pytest.mark.parametrize(
    "command",
    [
        [],
        ["ask"],
        ["index"],
        ["doctor"],
        ["corpus"],
        ["corpus", "list"],
        ["corpus", "show"],
        ["corpus", "check"],
        ["corpus", "conflicts"],
    ],
    ids=" ".join,
)
def test_every_help_page_teaches_by_example(command, capsys):
    assert cli.run([*command, "--help"]) == 0

    printed = capsys.readouterr().out
    assert "Examples" in printed
    assert " ".join(["footnote", *command]) in printed


def test_later_commands_are_not_promised(capsys):
    cli.run(["--help"])

    listed = re.findall(r"^│ (\w+) ", capsys.readouterr().out, re.MULTILINE)
    # `eval` is brought by the evaluation, where that is installed.
    assert set(listed) - {"eval"} == {"ask", "index", "doctor", "corpus", "mcp", "slack", "web"}


def test_the_version_is_told():
    done = footnote("--version")

    assert done.returncode == 0
    assert done.stdout.startswith("footnote")


def test_help_loads_nothing_heavy():
    program = (
        "import sys\nfrom ui import cli\nassert cli.run(['ask', '--help']) == 0\n"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    loaded = set(re.findall(r"'(\w+)'", done.stderr))
    heavy = {"torch", "chromadb", "transformers", "sentence_transformers", "langchain_core", "langchain_chroma"}
    assert not loaded & (heavy | {"gradio", "numpy", "scipy", "sklearn"})


def test_a_pipe_receives_no_colours():
    done = footnote("corpus", "show", "au-digital-duty-of-care-nudify-ai-companions")

    assert done.returncode == 0
    assert "\x1b" not in done.stdout


def test_a_reader_who_has_seen_enough_causes_no_complaint():
    with subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "corpus", "list", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        complaint = running.stderr.read()

    assert complaint == ""
    assert running.returncode == 0
