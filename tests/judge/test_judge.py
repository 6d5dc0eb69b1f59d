"""The parts of judging: passages that differ, periods in one form, cues, weights, directions, verdicts, reports."""

from __future__ import annotations

import json
from math import exp

import pytest

from monitor.compare.align import compare
from monitor.judge import LANGUAGES, RULES_VERSION, compare_texts
from monitor.judge.cues import cue_names, mentions
from monitor.judge.direction import in_total
from monitor.judge.materiality import material_in
from monitor.judge.model import CategoryWeights, Weights, pool_features, shipped_weights
from monitor.judge.passages import Revision, revisions
from monitor.judge.periods import one_form
from monitor.judge.report import comparison
from monitor.model import Category, Direction, Verdict

LESS, MORE, NEUTRAL, MIXED = (
    Direction.LESS_PROTECTIVE,
    Direction.MORE_PROTECTIVE,
    Direction.NEUTRAL,
    Direction.MIXED,
)
NOTHING = dict.fromkeys(Category, 0.0)
FILLER = "\n\n".join(
    f"## Part {number}\n\nThis part {number} says how the shop of Juniper Kettles packs kettle number {number} for you."
    for number in range(12)
)


def differing(old: str, new: str) -> list[Revision]:
    return list(revisions(compare(old, new)))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("twelve 12 months", "1 years"),
        ("for 24 hours", "for 1 days"),
        ("eighteen months", "18 months"),
        ("twenty four months", "2 years"),
        ("pendant douze mois", "pendant 1 ans"),
        ("zwei jahren", "2 jahre"),
        ("seis meses", "6 meses"),
        ("a few days", "a few days"),
        ("13 months", "13 months"),
    ],
)
def test_a_period_has_one_form_in_every_language(words: str, expected: str) -> None:
    assert one_form(words) == expected


def test_a_reworded_sentence_is_one_revision_with_its_added_and_removed_words() -> None:
    (revision,) = differing("We keep orders for a year.", "We keep orders for three years.")
    assert revision.removed == ("1",)
    assert revision.added == ("3",)


@pytest.mark.parametrize(
    "new",
    [
        "We could share your information with couriers, including those of the trade.",
        "We may share the data with our couriers, including those of the trade.",
        "We may share your data with couriers, such as those of the trade.",
        "We may share your data with couriers, like those of the trade.",
        "We may share your data with couriers (e.g. those of the trade).",
    ],
)
def test_other_words_for_the_same_in_the_same_order_are_no_revision(new: str) -> None:
    assert differing("We may share your data with couriers, including those of the trade.", new) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We keep a copy to prove the sale.", "We keep a copy in order to prove the sale."),
        ("We share names and streets.", "We share names as well as streets."),
        ("We share names for the delivery.", "We share names for the purposes of the delivery."),
        ("This rests on our legitimate interest in safety.", "This rests on our legitimate interests in safety."),
    ],
)
def test_several_words_for_a_small_one_or_several_of_a_thing_are_no_revision(old: str, new: str) -> None:
    assert differing(old, new) == []


def test_an_order_that_is_no_in_order_to_is_a_revision() -> None:
    assert differing("We keep it for the shop.", "We keep it for the order of the shop.")


def test_words_that_change_places_are_a_revision() -> None:
    assert differing("Offers rest on consent, orders on contract.", "Offers rest on contract, orders on consent.")


def test_lines_that_a_reader_of_pages_ran_together_are_no_revision() -> None:
    apart = "A processor is any natural or legal person who\n\nprocesses the data of customers for the controller."
    together = apart.replace("who\n\nprocesses", "whoprocesses")
    assert differing(f"{apart}\n\n{FILLER}", f"{together}\n\n{FILLER}") == []


def test_a_sentence_that_moved_into_another_paragraph_is_no_revision() -> None:
    old = f"We keep orders for three years.\n\n{FILLER}\n\nKettles are made of steel."
    new = f"{FILLER}\n\nKettles are made of steel. We keep orders for three years."
    assert differing(old, new) == []


def test_a_word_that_is_glued_or_hyphenated_is_no_revision() -> None:
    assert differing("Our co-branded kettles are sold by us.", "Our cobranded kettles are sold by us.") == []


def test_a_change_that_a_page_shows_twice_is_one_revision() -> None:
    old, new = "We keep orders for one year.", "We keep orders for three years."
    page = "{0}\n\n" + FILLER + "\n\n{0}"
    assert len(differing(page.format(old), page.format(new))) == 1


def test_cues_of_several_kinds_are_told_in_one_passage() -> None:
    said = mentions("we share it with third party advertisers for 30 days", "en")
    assert {"disclose", "third_party", "advertising", "period", "vendor"} <= said.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_cues(language: str) -> None:
    assert cue_names(language) == cue_names("en")


def test_the_strongest_revision_counts_first_whatever_their_order() -> None:
    assert pool_features([0.1, 0.9, 0.5]) == pool_features([0.9, 0.5, 0.1])
    assert pool_features([0.9])[0] > pool_features([0.1])[0]


def test_a_likelier_revision_makes_a_likelier_change() -> None:
    sharing = CategoryWeights(bias=-1.0, features={"a": 3.0}, phrases={}, pool_bias=0.0, pool=(1.0, 0.2))
    weights = Weights({Category.SHARING: sharing})
    weak, strong = (weights.revision(found, {})[Category.SHARING] for found in ({}, {"a": 1.0, "unknown": 5.0}))
    assert 0 < weak < strong < 1
    assert sharing.change([weak]) < sharing.change([weak, strong])


def test_a_weight_counts_in_its_own_category_only() -> None:
    learnt = {
        category: CategoryWeights(bias=0.0, features={name: 2.0}, phrases={"w:p": sign}, pool_bias=0.0, pool=(1.0, 0.2))
        for category, name, sign in ((Category.SHARING, "a", 1.0), (Category.RETENTION, "b", -1.0))
    }
    likely = Weights(learnt).revision({"a": 1.0}, {"w:p": 2.0})
    assert likely[Category.SHARING] == pytest.approx(1 / (1 + exp(-4.0)))
    assert likely[Category.RETENTION] == pytest.approx(1 / (1 + exp(2.0)))


@pytest.mark.parametrize("category", list(Category))
def test_one_sure_revision_makes_a_change_material_without_another_beside_it(category: Category) -> None:
    for language in LANGUAGES:
        likelihood = shipped_weights().of(language)[category].change([0.98])
        assert material_in(NOTHING | {category: likelihood}) == {category}, language


def test_several_weak_signs_together_are_told_for_the_likeliest() -> None:
    weak = {Category.SHARING: 0.25, Category.RETENTION: 0.28, Category.LEGAL_BASIS: 0.2}
    assert material_in(weak) == {Category.RETENTION}
    assert material_in(NOTHING | {Category.RETENTION: 0.28}) == set()


def test_a_topic_that_is_likely_by_itself_does_not_take_others_with_it() -> None:
    likely = {Category.SHARING: 0.9, Category.RETENTION: 0.25, Category.LEGAL_BASIS: 0.2}
    assert material_in(likely) == {Category.SHARING}


@pytest.mark.parametrize("category", list(Category))
def test_the_shipped_weights_name_features_that_are_made(category: Category) -> None:
    cues = mentions_of_all_languages()
    learnt = shipped_weights()
    for name in learnt.english[category].features.keys() | learnt.others[category].features.keys():
        prefix, _, rest = name.partition(":")
        if prefix in {"said", "diff", "came", "went", "touch", "edited", "above", "near"}:
            assert rest in cues, name


def mentions_of_all_languages() -> set[str]:
    return {cue for language in LANGUAGES for cue in cue_names(language)}


@pytest.mark.parametrize(
    ("category", "directions", "expected"),
    [
        (Category.SHARING, [(LESS, 1.0)], LESS),
        (Category.SHARING, [(MORE, 1.0)], MORE),
        (Category.SHARING, [(LESS, 0.45), (MORE, 0.55)], MIXED),
        (Category.RETENTION, [(NEUTRAL, 1.0), (LESS, 0.2)], NEUTRAL),
        (Category.LEGAL_BASIS, [(LESS, 0.5), (MORE, 0.5)], MIXED),
        (Category.LEGAL_BASIS, [], None),
    ],
)
def test_findings_that_disagree_are_mixed_in_total(
    category: Category, directions: list[tuple[Direction, float]], expected: Direction | None
) -> None:
    assert in_total(category, directions) is expected


def test_a_language_that_is_not_read_is_undecided_and_says_so() -> None:
    old = (
        "Wij delen uw gegevens met onze partners en wij bewaren ze zolang dat nodig is voor de dienst van ons bedrijf."
    )
    judgement = compare_texts(old, old + " Wij verkopen uw gegevens nu ook aan anderen die daar voor willen betalen.")
    assert judgement.verdict is Verdict.UNDECIDED
    assert judgement.note == "not read: language nl"


def test_another_script_is_not_read_and_never_called_immaterial() -> None:
    judgement = compare_texts("当社は個人情報を共有しません。", "当社は個人情報を第三者に販売することがあります。")
    assert judgement.verdict is Verdict.UNDECIDED
    assert judgement.note == "not read: language unknown"


def test_a_bot_wall_is_a_suspect_capture_without_a_material_category() -> None:
    policy = f"# Privacy Policy\n\nWe share orders with couriers.\n\n{FILLER}"
    judgement = compare_texts(policy, "Just a moment...\n\nChecking your browser before you visit the site.")
    assert judgement.verdict is Verdict.SUSPECT_CAPTURE
    assert judgement.material_categories == ()
    assert judgement.findings == ()
    assert judgement.note


def test_the_report_has_the_shape_of_the_interface() -> None:
    old = f"# Privacy Policy\n\nWe do not sell your personal data to third parties.\n\n{FILLER}"
    report = comparison(compare_texts(old, old.replace("We do not sell", "We may sell")))
    assert json.loads(json.dumps(report)) == report
    assert report["verdict"] == "material"
    assert report["categories"]["sharing"] == {"material": True, "direction": "less_protective"}
    assert report["categories"]["retention"] == {"material": False, "direction": None}
    assert set(report["changes"]) == {"added", "removed", "modified", "moved"}
    assert report["rules_version"] == RULES_VERSION
    (finding,) = (entry for entry in report["findings"] if entry["category"] == "sharing")
    assert finding["old"] == "We do not sell your personal data to third parties."
    assert finding["new"] == "We may sell your personal data to third parties."
    assert finding["section"] == "Privacy Policy"


@pytest.mark.parametrize(
    ("old", "new", "category"),
    [
        pytest.param(
            "Nous conservons vos factures pendant 12 mois.",
            "Nous conservons vos factures pendant 3 ans.",
            Category.RETENTION,
            id="a French period",
        ),
        pytest.param(
            "Nous ne partageons pas vos données avec des tiers.",
            "Nous partageons vos données avec des tiers.",
            Category.SHARING,
            id="a French denial",
        ),
        pytest.param(
            "Wir speichern Ihre Bestelldaten für 2 Jahre.",
            "Wir speichern Ihre Bestelldaten für 5 Jahre.",
            Category.RETENTION,
            id="a German period",
        ),
        pytest.param(
            "Conservamos sus facturas durante 12 meses.",
            "Conservamos sus facturas durante 5 años.",
            Category.RETENTION,
            id="a Spanish period",
        ),
    ],
)
def test_other_languages_that_are_read_are_judged(old: str, new: str, category: Category) -> None:
    around = {
        "N": "Notre boutique vend des bouilloires et vous pouvez nous écrire pour toute question sur votre commande.",
        "W": "Unser Laden verkauft Kessel und Sie können uns bei allen Fragen zu Ihrer Bestellung gern schreiben.",
        "C": "Nuestra tienda vende teteras y usted puede escribirnos para cualquier pregunta sobre su pedido.",
    }[old[0]]
    judgement = compare_texts(f"{around}\n\n{old}", f"{around}\n\n{new}")
    assert category in judgement.material_categories


def test_a_policy_that_is_withdrawn_protects_less_whatever_it_named() -> None:
    shared = ("couriers", "insurers", "banks", "advertising partners", "analytics providers", "public authorities")
    old = "\n\n".join(
        f"## Who gets data: {who}\n\nWe share your name and your address with {who}, who use it for their own purposes."
        for who in shared
    )
    new = "This privacy notice is no longer available. Please read the privacy policy of our parent company instead."
    judgement = compare_texts(
        old + "\n\n" + "\n\n".join(f"Our shop in town {n} sells kettles." for n in range(90)), new
    )
    assert judgement.categories[Category.SHARING].direction is Direction.LESS_PROTECTIVE
