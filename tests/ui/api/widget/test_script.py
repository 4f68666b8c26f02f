from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest

from ui.api.widget.script import HERE, script, texts


def test_the_script_is_one_file_that_another_site_may_load(client):
    got = client.get("/widget.js")

    assert got.status_code == 200
    assert got.headers["content-type"].startswith("text/javascript")
    assert got.headers["cross-origin-resource-policy"] == "cross-origin"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert client.get("/widget.js", headers={"If-None-Match": got.headers["etag"]}).status_code == 304


def test_the_script_holds_no_address_of_any_host_and_reads_nothing_as_html():
    code = script().text

    assert not re.findall(r"https?://[\w.-]+\.\w+", code)
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function", code)


def test_every_text_is_there_in_both_languages():
    both = texts()

    assert both["en"].keys() == both["es"].keys()  # type: ignore[attr-defined]
    for name, english in both["en"].items():  # type: ignore[attr-defined]
        spanish = both["es"][name]  # type: ignore[index]
        assert bool(english) == bool(spanish)
        if isinstance(english, str):
            assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", spanish)), name


def test_every_text_that_the_code_names_exists_and_none_is_left_over():
    code = (HERE / "widget.js").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:said|#texts)\.(\w+)", code))

    assert named == set(texts()["en"])  # type: ignore[call-overload]


def test_texts_cannot_end_the_script_that_they_stand_in():
    code = script().text

    assert "<" not in re.search(r"const TEXTS = (.*);\n", code)[1]  # type: ignore[index]
    json.loads(re.search(r"const STYLE = (.*);\n", code)[1])  # type: ignore[index]


@pytest.mark.skipif(not shutil.which("node"), reason="needs node to read the script")
def test_the_script_can_be_read_as_javascript(tmp_path):
    path = tmp_path / "widget.js"
    path.write_text(script().text, encoding="utf-8")

    subprocess.run(["node", "--check", str(path)], check=True, timeout=30)
