"""The operator's own templates are used, kept in their cage, and never keep an alert from going out."""

from __future__ import annotations

from pathlib import Path

import pytest

from notifiers.render import House
from tests.support.alerts import change, worded
from tests.support.repository import REPOSITORY


def house(folder: Path, **templates: str) -> House:
    for name, text in templates.items():
        (folder / {"text": "text.txt.j2", "html": "email.html.j2", "chat": "chat.j2"}[name]).write_text(text)
    return House(templates=folder)


def test_an_own_template_replaces_the_built_in_one(tmp_path: Path) -> None:
    own = house(tmp_path, text="{{ letter.title }} -- our house")
    assert worded(change(), medium="log", house=own).text.strip().endswith("(Privacy Policy) -- our house")


def test_the_documented_example_works(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    documented = (REPOSITORY / "docs" / "messages.md").read_text(encoding="utf-8")
    example = documented.partition("```jinja\n")[2].partition("```")[0]
    text = worded(change(), medium="log", house=house(tmp_path, text=example)).text
    assert "* sharing (less protective): The policy no longer says" in text
    assert "now: We {+may+} share" in text
    assert caplog.text == ""


def test_templates_that_are_not_there_are_the_built_in_ones(tmp_path: Path) -> None:
    own = house(tmp_path, text="short")
    message = worded(change(), medium="email", house=own)
    assert message.text == "short\n"
    assert message.html == worded(change(), medium="email").html


@pytest.mark.parametrize(
    "broken",
    [
        "{% for %}",
        "{{ letter.nothing }}",
        "{{ unknown|filter }}",
        "{{ 1 / 0 }}",
        "{{ letter.title.missing() }}",
        "{% include 'elsewhere.j2' %}",
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ letter.parts[99].title }}",
    ],
)
def test_a_broken_template_falls_back_to_the_built_in_one_and_is_reported(
    tmp_path: Path, broken: str, caplog: pytest.LogCaptureFixture
) -> None:
    assert worded(change(), medium="log", house=house(tmp_path, text=broken)) == worded(change(), medium="log")
    assert "text.txt.j2" in caplog.text
    assert "using the built-in one" in caplog.text


def test_a_template_cannot_read_files_outside_its_folder(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "secret.txt").write_text("hidden")
    (tmp_path / "own").mkdir()
    text = worded(change(), medium="log", house=house(tmp_path / "own", text="{% include '../secret.txt' %}")).text
    assert "hidden" not in text
    assert "using the built-in one" in caplog.text


def test_an_own_html_template_still_escapes_the_page(tmp_path: Path) -> None:
    own = house(tmp_path, html="<p>{{ letter.title }}</p>")
    html = worded(change(vendor_name="<b>Orbit</b>"), medium="email", house=own).html
    assert html is not None
    assert "&lt;b&gt;Orbit&lt;/b&gt;" in html
