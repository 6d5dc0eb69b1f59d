"""What of a text is compared: its lines of words, however they are laid out and dated."""

from __future__ import annotations

import pytest

from monitor.decide.sketch import fingerprint_of, lines_of


@pytest.mark.parametrize(
    "written", ["13 March 2026", "March 13th, 2026", "13th of Mar. 2026", "Mar 13, 2026", "13 MARCH 2026"]
)
def test_a_day_is_the_same_however_it_is_written(written: str) -> None:
    assert lines_of(f"Updated: {written}. We keep logs.") == lines_of("Updated: March 13, 2026. We keep logs.")


@pytest.mark.parametrize("other", ["14 March 2026", "13 May 2026", "13 March 2025", "13 marches 2026"])
def test_another_day_is_another_line(other: str) -> None:
    assert fingerprint_of(lines_of(f"Updated: {other}")) != fingerprint_of(lines_of("Updated: March 13, 2026"))


@pytest.mark.parametrize("title", ["# Lumenwick Privacy Policy", "# Privacy\n\nPrivacy Policy", "DATENSCHUTZERKLÄRUNG"])
def test_what_a_document_calls_itself_is_no_change(title: str) -> None:
    text = "\n\nWe keep logs for two years.\n\n## Privacy of children\n\nWe know of none."
    assert lines_of(title + text) == lines_of("# Privacy Policy" + text)
    assert "privacy of children" in lines_of("# Privacy Policy\n\nOne.\n\nTwo." + text)


def test_a_table_of_contents_with_its_name_is_no_change() -> None:
    text = "We keep logs.\n\n## Sharing\n\nWith none.\n\n## Rights\n\nAsk us."
    assert lines_of(f"## Table of contents\n\n1. Sharing\n2. Rights\n\n{text}") == lines_of(text)
