"""Tables: rows, names of columns, cells that span or continue, and tables that only lay out a page."""

from __future__ import annotations

import pytest

from scrapers.extract import extract_page
from tests.support.pages import BODY, RETENTION, SHARING, page


def read(body: str) -> str:
    return extract_page(page(body), url="https://lumenwick.example/privacy").text


def test_tables_keep_rows_columns_and_spanned_cells() -> None:
    table = (
        "<table><thead><tr><th>Activity</th><th>Data</th><th>Lawful basis</th></tr></thead><tbody>"
        '<tr><td rowspan="2">Billing</td><td>Name<br>Address</td><td>Contract</td></tr>'
        "<tr><td>Card | number</td><td></td></tr></tbody></table>"
    )
    assert read(BODY + table).endswith(
        "Activity | Data | Lawful basis\n--- | --- | ---\n"
        "Billing | Name; Address | Contract\nBilling | Card \\| number | Contract"
    )


def test_the_first_of_the_rows_that_a_header_names_is_no_header_of_columns() -> None:
    rows = "<tr><th>Controller</th><td>Lumenwick</td></tr><tr><th>Officer</th><td>Ada Lampe, Bergen</td></tr>"
    assert read(f"{BODY}<table>{rows}</table>").endswith("\n\nController | Lumenwick\nOfficer | Ada Lampe, Bergen")
    plain = rows.replace("th>", "td>")
    assert read(f"{BODY}<table>{plain}</table>").endswith("Lumenwick\n--- | ---\nOfficer | Ada Lampe, Bergen")


def test_tables_that_lay_out_the_page_are_read_as_text() -> None:
    text = read(f"<table><tr><td><h2>Sharing</h2>{BODY}</td><td><p>Note</p></td></tr></table>")
    assert "## Sharing\n\n" + SHARING in text
    assert "|" not in text


def test_huge_spans_and_endless_tags_stay_bounded() -> None:
    row = '<tr><td rowspan="99999999" colspan="99999999">personal data</td><td>x</td></tr>'
    assert len(extract_page(page(f"{BODY}<table>{row * 50}</table>")).text) < 100_000
    assert extract_page("<html><body>" + "<" * 50_000).capture.is_policy is False


def table(*rows: str, head: str = "") -> str:
    """The text of a table with these rows; cells are parted by "|"."""
    body = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    return read(f"{BODY}<table>{head}{body}</table>").removeprefix(f"{read(BODY)}\n\n")


def test_only_columns_that_cannot_be_empty_are_continued() -> None:
    head = "<tr><th>Activity</th><th>Purpose</th><th>Remark</th></tr>"
    text = table("Billing|Contract|yearly", "Mail||weekly", "Rent|Duty|", "||daily", head=head)
    assert text.splitlines()[2:] == [
        "Billing | Contract | yearly",
        "Mail | Contract | weekly",
        "Rent | Duty |",
        " | | daily",
    ]


def test_the_row_of_a_head_names_the_columns_though_its_cells_are_plain() -> None:
    head = "<thead><tr><td>What we do with your data in all our many shops.</td><td>Why;</td></tr></thead>"
    assert table("Billing|Contract", head=head).splitlines()[1] == "--- | ---"


@pytest.mark.parametrize(
    "first",
    ["One of the many things that we do today|Why", "We bill you.|Why", "|Why", "Longer than the row below|It is"],
)
def test_a_first_row_that_reads_like_no_names_is_a_row(first: str) -> None:
    assert "---" not in table(first, "Billing|Contract")


def test_a_first_row_of_short_names_names_the_columns() -> None:
    text = table("What we do at home today with data|Why", "We send bills to all our many customers|Contract")
    assert text.splitlines()[1] == "--- | ---"


@pytest.mark.parametrize("rows", [("alone",), ("one", "two"), ("side|by side",), ("|", "|")])
def test_what_compares_nothing_is_no_table(rows: tuple[str, ...]) -> None:
    assert " | " not in table(*rows)


def test_a_cell_that_spans_columns_leaves_the_others_in_theirs() -> None:
    wide = "<tr><td colspan='3'>All of it</td><td>Norway</td></tr>"
    assert table("a|b|c|d", head=wide).splitlines() == ["All of it | | | Norway", "a | b | c | d"]


def test_breaks_inside_a_cell_are_set_apart_but_after_a_stop() -> None:
    cell = "<ul><li>Name</li><li>Address.</li><li>Age</li></ul>"
    assert table(f"Billing|{cell}", "Mail|none", head="<tr><th>Activity</th><th>Data</th></tr>").splitlines()[2] == (
        "Billing | Name; Address. Age"
    )


def test_labels_in_a_cell_are_set_apart() -> None:
    labels = "<div class='tags'><span class='tag'>Norway only</span> <span class='tag'>Sealed</span></div>"
    assert table(f"Cloudhaven|{labels}", "Paylark|none", head="<tr><th>Who</th><th>How</th></tr>").splitlines()[2] == (
        "Cloudhaven | Norway only; Sealed"
    )


@pytest.mark.parametrize("much", [12, 1])
def test_a_page_beside_its_menu_and_above_its_foot_is_no_table(much: int) -> None:
    menu = "<a href='/desk'>Our desk lamps</a><br><a href='/wall'>Our wall lamps</a>"
    rows = f"<tr><td>{menu}</td><td>{BODY * much}</td></tr><tr><td colspan='2'>Copyright 2026 Lumenwick</td></tr>"
    text = extract_page(f"<html><title>Privacy Policy</title><body><table>{rows}</table></body></html>").text
    assert (" | " in text) is (much == 1)  # of a few sentences beside a few words it cannot be told
    assert RETENTION in text
