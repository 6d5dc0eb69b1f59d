"""Whatever stands in a page: it is read, within bounds, the same each time."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import words
from scrapers.extract import extract_page
from scrapers.normalize import visible_fingerprint
from tests.support.fuzzing import charsets, fuzz, pages
from tests.support.policies import PARTNERS, policy_page
from tests.support.repository import REPOSITORY


@fuzz(150)
@given(pages, st.sampled_from([None, "https://acorn.example/p", "http://[", "x"]), st.sampled_from([None, "en", "zz"]))
def test_any_markup_is_read_the_same_each_time(html: str, url: str | None, language: str | None) -> None:
    page = extract_page(html, url=url, language=language)
    assert extract_page(html, url=url, language=language) == page
    assert page.capture.reason
    assert not page.capture.is_policy or words(page.text)


@fuzz(150)
@given(st.one_of(st.binary(max_size=300), pages.map(lambda html: html.encode("utf-16", "surrogatepass"))), charsets)
def test_any_bytes_under_any_header_are_read(content: bytes, content_type: str | None) -> None:
    page = extract_page(content, content_type=content_type)
    page.text.encode()  # no half of a surrogate pair gets into the store
    assert visible_fingerprint(content) == visible_fingerprint(content)


@fuzz(60)
@given(
    pages, st.lists(st.text(max_size=12), max_size=3), st.lists(st.sampled_from(["p", ".x", "div > p", "[", ":not("]))
)
def test_any_selectors_of_the_operator_end_in_a_page_and_warnings(
    html: str, select: list[str], remove: list[str]
) -> None:
    page = extract_page(html, select=tuple(select), remove=tuple(remove))
    assert all(isinstance(warning, str) for warning in page.warnings)


READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (90, 90))
from scrapers.extract import extract_page
page = extract_page(sys.stdin.buffer.read(), content_type="text/html; charset=utf-8")
print(page.capture.kind, len(page.text))
"""
POLICY = policy_page(PARTNERS)


@pytest.mark.parametrize(
    "html",
    [
        pytest.param("<div>" * 200_000, id="nested as deep as it gets"),
        pytest.param(POLICY.replace("<body>", "<body>" + "<b>" * 100_000), id="a policy under a hundred thousand tags"),
        pytest.param("<p>word</p>" * 100_000, id="a hundred thousand elements"),
        pytest.param("<table>" + "<tr><td rowspan=9999 colspan=9999>x" * 2_000, id="cells that claim to be huge"),
        pytest.param(POLICY.replace("</body>", "<p>" + "word " * 2_000_000), id="one passage of ten megabytes"),
        pytest.param("<p title='" + "x" * 10_000_000, id="an attribute without an end"),
        pytest.param("<!--" * 2_500_000, id="comments without an end"),
    ],
)
def test_a_monstrous_page_is_read_within_a_gigabyte(html: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", READ], input=html.encode(), cwd=REPOSITORY, capture_output=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert done.stdout
