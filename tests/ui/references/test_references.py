from __future__ import annotations

import re
from dataclasses import replace

import pytest

from corpus import Source, SourceType
from rag.answer import Outcome
from tests.ui.samples import ANSWERED, CITATION, SIGNPOSTED, SOURCES, answer_of
from ui.references import publications, to_bibtex, to_markdown, to_ris

HOSTILE = "A} \\input{x} & <b onload=x>[y](javascript:z)</b>\nTY  - FAKE\r\n% $5_000 #1 ~ ^"


def with_source(**change):
    """Return the JSON of an answer that rests on one changed publication."""
    source = replace(SOURCES[0], **change)
    return replace(ANSWERED, citations=(replace(CITATION, sources=(source,)),)).to_dict()


def test_a_publication_that_several_citations_rest_on_is_listed_once():
    second = replace(CITATION, number=2, quote="Another sentence.")

    found = publications(replace(ANSWERED, citations=(CITATION, second)).to_dict())

    assert [one.title for one in found] == ["Online Safety Act 2023", "The fines explained"]
    assert found[0].cited_as == (1, 2)
    assert found[0].quotes == (CITATION.quote, "Another sentence.")


def test_an_answer_becomes_markdown_with_footnotes():
    assert to_markdown(ANSWERED.to_dict()) == (
        "# What are the fines in the UK?\n\n"
        "Ofcom may fine a provider up to 10 per cent of its worldwide revenue. [^1]\n\n"
        "**Please note**\n\n"
        "- Some of its parts are not in force yet.[^1]\n\n"
        "*Footnote, corpus abc123, as of 4 July 2026*\n\n"
        "[^1]: “Ofcom may fine a provider up to 10 per cent of its worldwide revenue.” The Online Safety Act "
        "(GB, partly in force, as of 29 April 2026). [Online Safety Act 2023](<https://example.org/act>) "
        "(UK Parliament, official, 26 October 2023); [The fines explained](<https://example.org/fines>) "
        "(Example Press, press, February 2026)\n"
    )


def test_help_lines_stay_a_list_and_spanish_stays_spanish():
    spanish = to_markdown(replace(ANSWERED, language="es").to_dict())

    assert "\n- Childline (GB): 0800 1111 · day and night\n" in to_markdown(SIGNPOSTED.to_dict())
    assert "**Tenga en cuenta**" in spanish
    assert "parcialmente en vigor" in spanish


def test_every_mark_in_the_text_has_its_footnote_and_strange_ones_stay_text():
    answer = replace(ANSWERED, text="One. [1] Two. [7]").to_dict()

    made = to_markdown(answer)

    assert "One. [^1] Two. \\[7\\]" in made
    assert set(re.findall(r"\[\^(\d+)\]", made)) == {"1"}


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_can_be_taken_away(outcome):
    answer = answer_of(outcome).to_dict()

    assert f"This is {outcome.value}".replace("_", "\\_") in to_markdown(answer)
    assert to_bibtex(answer) == to_ris(answer) == ""


def test_lines_of_a_comparison_stay_lines_in_markdown():
    made = to_markdown(replace(ANSWERED, text="France: 15. [1]\nDenmark: 15.\n\n===\nEnd").to_dict())

    assert "France: 15. [^1]\\\nDenmark: 15.\n\n" in made
    assert "\\===\\\nEnd" in made


def test_nothing_in_a_text_becomes_markup_in_markdown():
    answer = replace(ANSWERED, question=HOSTILE, text=HOSTILE, citations=(replace(CITATION, title=HOSTILE),)).to_dict()

    made = to_markdown(answer)

    assert not re.search(r"(?<!\\)<(?!https://example\.org/)", made)
    assert not re.search(r"(?<!\\)\[(?!\^|Online|The fines)", made)
    assert "](<https://example.org/act>)" in made


def test_an_address_cannot_end_the_link_it_stands_in():
    made = to_markdown(with_source(url="https://example.org/a>)<script>"))

    assert "(<https://example.org/a%3E)%3Cscript%3E>)" in made


def test_the_sources_become_bibtex_entries():
    first, second = to_bibtex(ANSWERED.to_dict()).split("\n\n")

    assert first == (
        "@misc{uk-parliament-2023-online,\n"
        "  author = {{UK Parliament}},\n"
        "  title = {{Online Safety Act 2023}},\n"
        "  year = {2023},\n"
        "  month = oct,\n"
        "  day = {26},\n"
        "  url = {https://example.org/act},\n"
        "  type = {official},\n"
        "  note = {Cited as [1] by Footnote, corpus abc123},\n"
        "}"
    )
    assert second.startswith("@misc{example-press-2026-fines,")


def test_keys_differ_even_where_everything_else_is_the_same():
    several = tuple(replace(SOURCES[0], id=f"s{n}", url=f"https://example.org/{n}") for n in range(3))

    made = to_bibtex(replace(ANSWERED, citations=(replace(CITATION, sources=several),)).to_dict())

    assert re.findall(r"@misc\{(.*),", made) == [
        "uk-parliament-2023-online",
        "uk-parliament-2023-online-2",
        "uk-parliament-2023-online-3",
    ]


def test_braces_in_a_title_stay_balanced_in_bibtex():
    made = to_bibtex(with_source(title=HOSTILE, publisher=HOSTILE, url="https://example.org/{x}"))

    plain = re.sub(r"\\[{}]", "", made)
    assert plain.count("{") == plain.count("}")
    assert "\\input" not in made.replace("\\textbackslash{}input", "")
    assert made.count("\n@") == 0


@pytest.mark.parametrize(
    ("date", "bibtex", "ris"),
    [
        ("2026-02-17", ["year = {2026}", "month = feb", "day = {17}"], ["PY  - 2026", "DA  - 2026/02/17/"]),
        ("2026-02", ["year = {2026}", "month = feb"], ["PY  - 2026", "DA  - 2026/02//"]),
        ("2026", ["year = {2026}"], ["PY  - 2026", "DA  - 2026///"]),
        ("", [], []),
        ("2026-13", ["year = {2026}"], ["PY  - 2026", "DA  - 2026/13//"]),
        ("spring", [], []),
    ],
)
def test_a_date_says_as_much_as_is_known(date, bibtex, ris):
    fields = [line.strip().rstrip(",") for line in to_bibtex(with_source(date=date)).splitlines()]
    lines = to_ris(with_source(date=date)).splitlines()

    assert [field for field in fields if field.startswith(("year", "month", "day"))] == bibtex
    assert [line for line in lines if line.startswith(("PY", "DA"))] == ris


def test_the_sources_become_ris_records():
    lines = to_ris(ANSWERED.to_dict()).split("\r\n")

    assert lines[:3] == ["TY  - GOVDOC", "AU  - UK Parliament", "TI  - Online Safety Act 2023"]
    assert "UR  - https://example.org/act" in lines
    assert f"N1  - Cited as [1] by Footnote, corpus abc123: {CITATION.quote}" in lines
    assert lines.count("ER  - ") == 2


def test_a_line_break_cannot_begin_another_field_in_ris():
    lines = to_ris(with_source(title=HOSTILE)).split("\r\n")

    assert [line for line in lines if line.startswith("TY")] == ["TY  - GOVDOC"]
    assert all(re.match(r"[A-Z][A-Z0-9]  - |$", line) for line in lines)


@pytest.mark.parametrize("url", ["supplied:briefing.pdf", "javascript:alert(1)", "https://a b", ""])
def test_what_is_no_address_on_the_web_is_no_link(url):
    answer = with_source(url=url)

    assert "url =" not in to_bibtex(answer)
    assert "UR  -" not in to_ris(answer)
    assert "](<" not in to_markdown(answer)


@pytest.mark.parametrize("type_", SourceType)
def test_every_type_of_source_has_a_type_in_ris(type_):
    source = Source("s1", "T", "P", type_, "2026", "https://example.org")
    answer = replace(ANSWERED, citations=(replace(CITATION, sources=(source,)),)).to_dict()

    assert re.match(r"TY  - [A-Z]+\r\n", to_ris(answer))
