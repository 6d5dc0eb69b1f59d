"""Every sentence that the judge can say of a finding, made where it comes from, is said in every language."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from monitor.compare.align import compare
from monitor.judge import read_text
from monitor.judge.delta import finding, weigh
from monitor.judge.explain import explained
from monitor.judge.model import shipped_weights
from monitor.judge.news import against, version
from monitor.judge.telling.passage import tell
from monitor.model import Category, Finding, Sentence
from monitor.sentences import LANGUAGES, sentence_in, words

SENTENCES = [key.removeprefix("sentence.") for key in words("en") if key.startswith("sentence.")]
OTHERS = [language for language in LANGUAGES if language != "en"]
PARCELS = "\n\n".join(
    f"## Part {n}\n\nThis part {n} says how Larkspur Looms packs parcel number {n}." for n in range(8)
)
TABLE = "| Purpose | Legal basis | How long |\n|---|---|---|\n| Repairs | Performance of our contract. | Two years. |"
ROW = "\n| We learn from slips which kettles break. We improve them. | Our legitimate interest. | Two years. |"

# What a policy says before and after; read both ways, and as statements that come and go.
STATEMENTS = [
    ("We do not share your personal data with anyone.", "We share your personal data with advertisers."),
    ("We do not sell data of users under the age of 16.", "We do not sell data of users under the age of 18."),
    ("We do not sell your data to anyone.", "We do not sell your data to anyone for money."),
    ("We share no data with third parties, except with our service providers.", ""),
    ("We share data with partners.", "We share data with partners, except our insurers."),
    ("The controller is Quillmere Ltd.", "The controller is Fernhill Ltd."),
    ("The controller is Quillmere Ltd.", "The controller is Quillmere Ltd. together with Fernhill Ltd."),
    ("The controller is Quillmere Ltd.", "The controller is Quillmere Ltd, and we are joint controllers."),
    ("We are joint controllers of the account.", ""),
    ("Our representative in the EU is Quillmere Ltd.", "Our representative in the EU is Fernhill Ltd."),
    ("Our EU representative is Quillmere Ltd.", "Our EU representatives are Quillmere Ltd and Fernhill Ltd."),
    ("We share your data with couriers.", "We share your data with couriers and insurers."),
    ("We share your data with couriers.", "We share your data with insurers."),
    ("We share your address with partners.", "We share your address and your location with partners."),
    ("We share data with partners for payment.", "We share data with partners for payment and legal claims."),
    ("We share data for payment.", ""),
    ("We share your data with affiliates only with your consent.", "We share your data with affiliates."),
    ("We share your data with partners.", "We sell your data to partners."),
    ("We sell your data.", ""),
    ("You may opt out of the sale of your personal information.", ""),
    ("You may opt out of the sharing of your data with our partners.", ""),
    ("We require our service providers to keep your data confidential.", ""),
    ("We share data with couriers to bring it.", "We share data with couriers solely to bring it."),
    (
        "We disclose data where a court orders it.",
        "We disclose data where a court orders it or where we believe it is appropriate.",
    ),
    ("We transfer your data to Brazil.", "We transfer your data to Brazil and to Japan."),
    ("We transfer your data to Brazil.", "We transfer your data to Japan."),
    ("We transfer data to Brazil and Japan.", "We transfer data to Brazil, Japan, China and India."),
    ("Transfers rest on standard contractual clauses.", "Transfers rest on binding corporate rules."),
    (
        "Transfers rest on binding corporate rules.",
        "Transfers rest on binding corporate rules and an adequacy decision.",
    ),
    (
        "Transfers rest on standard contractual clauses.",
        "Transfers rest on standard contractual clauses and derogations.",
    ),
    ("Data may go to any country if you consent to the transfer.", ""),
    ("We no longer rely on the Privacy Shield to transfer data to the U.S.", ""),
    ("Data is kept for 2 years.", "Data is kept for 3 years."),
    ("Data is kept for 2 years.", "Data is kept as long as necessary."),
    ("We keep orders for two years.", "We keep orders for two years and photos for one year."),
    ("Data is kept as long as necessary.", "Data is kept as long as your account is active."),
    ("Data is kept as long as necessary.", "Data is kept indefinitely."),
    ("We do not keep your photos.", "We keep your photos for a year."),
    ("We delete your photos.", "We do not delete your photos."),
    ("We do not delete your photos.", ""),
    ("We delete your photos when you ask us to.", ""),
    ("The legal basis for our surveys is your consent or our legitimate interests.", ""),
    ("We process data on the basis of your consent.", "We process data on the basis of your consent or a contract."),
    ("The legal basis for surveys is your consent.", "The legal basis for surveys is our legitimate interests."),
    (
        "The legal basis for surveys is a legal obligation.",
        "The legal basis for surveys is a legal obligation, your consent or our legitimate interests.",
    ),
    ("Our newsletter rests on your consent.", "Our newsletter and our surveys rest on your consent."),
    (
        "This rests on our legitimate interest in keeping the workshop safe.",
        "This rests on our legitimate interest in selling spare parts by mail.",
    ),
    ("You may withdraw your consent at any time.", ""),
    ("We text you with your consent.", "We text you with your consent, where required by law."),
    (TABLE, TABLE + ROW),
]


@cache
def said() -> dict[str, Sentence]:
    """Sentences by their keys."""
    pairs = [(one, other) for old, new in STATEMENTS for one, other in ((old, new), (new, old), ("", old), (old, ""))]
    return {sentence.key: sentence for old, new in pairs for sentence in (*of_facts(old, new), *of_findings(old, new))}


def of_facts(old: str, new: str) -> Iterator[Sentence]:
    """What is told of two readings, whether or not a comparison would pair their passages."""
    readings = read_text(old), read_text(new)
    return (told.sentence for category in Category if (told := tell(*readings, category)))


def of_findings(old: str, new: str) -> Iterator[Sentence]:
    """What is told of each passage in each category, however likely it is there, and what if nothing could be."""
    for one in findings(old, new):
        assert one.sentence is not None
        assert one.reason == sentence_in("en", one.sentence)
        yield one.sentence


def findings(old: str, new: str) -> Iterator[Finding]:
    comparison = compare(f"{old}\n\n{PARCELS}", f"{new}\n\n{PARCELS}")
    everywhere = version((*comparison.old, *comparison.new))
    for entry in weigh(comparison, "en", shipped_weights().english):
        for category in Category:
            bare = finding(entry, category)
            told = explained(bare, entry.revision, "en")
            yield from (bare, told, against(told, entry.revision, everywhere, everywhere, "en"))


def test_every_sentence_that_there_is_can_be_said_of_a_change() -> None:
    assert sorted(said()) == sorted(SENTENCES)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("key", SENTENCES)
def test_it_is_said_in_the_language_with_nothing_of_it_in_english(key: str, language: str) -> None:
    told, english = (sentence_in(one, said()[key]) for one in (language, "en"))
    assert told != english
    assert "{" not in told
    named = {term.code for terms in said()[key].named.values() for term in terms if term.kind in {"name", "quote"}}
    for own in named:
        assert own in told
        told = told.replace(own, "")
    assert not {"the", "data", "is", "now", "statement", "named", "and", "as"} & set(told.lower().rstrip(".").split())
