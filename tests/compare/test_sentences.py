"""Where sentences end: not behind an abbreviation, in four languages."""

from __future__ import annotations

import pytest

from monitor.compare.sentences import sentences


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Zephyrpost Pte. Ltd. sends our letters.", "It sits in Norway."),
        ("Die Zephyrpost GmbH (ehem. Brieftaube) versendet Briefe.", "Wir zahlen dafür."),
        ("Grundlage ist Art. 6 Abs. 1 lit. a DSGVO i. V. m. § 25 Abs. 1 TDDDG.", "Wir löschen danach."),
        ("Nach Art. 44 ff. DSGVO gehen insb. Namen ins Ausland, z. B. Adressen.", "Wir speichern sie."),
        ("Nach § 147 AO bzw. § 257 HGB aufbewahrt.", "Danach gelöscht."),
        ("Vos données (c.-à-d. Nom) vont p. ex. Outre-mer.", "Nous les gardons."),
        ("Véase el art. 6 y el núm. 3 de la pág. 4.", "Conservamos los datos."),
        ("Los datos se alojan en EE. UU.", "Los borramos tras un año."),
    ],
)
def test_an_abbreviation_ends_no_sentence(first: str, second: str) -> None:
    text = f"{first} {second}"
    assert [text[start:end] for start, end in sentences(text)] == [first, second]


def test_a_sentence_that_nobody_writes_is_cut_between_words() -> None:
    """What reads and compares sentences takes the square of their length: such a page would hold it up for days."""
    words = " or ".join(f"{number} years" for number in range(1_000))
    spans = sentences(f"We keep data for {words}. Then we delete it.")
    pieces = [f"We keep data for {words}. Then we delete it."[start:end] for start, end in spans]
    assert " ".join(pieces) == f"We keep data for {words}. Then we delete it."
    assert max(map(len, pieces)) <= 5_000
    assert pieces[-1] == "Then we delete it."
    assert [end - start for start, end in sentences("x" * 12_000)] == [5_000, 5_000, 2_000]
