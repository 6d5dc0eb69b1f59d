"""Entries of lists of recipients that begin with a company's name before a colon or a dash, in four languages."""

from __future__ import annotations

import pytest

from tests.support.reading import read


def named(language: str, text: str) -> set[str | None]:
    return {one.name for practice in read(language, text) for one in practice.recipients if one.name}


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "## Our subprocessors\n\n- Zephyrpost: mail\n- Kettlehub – database", {"Zephyrpost", "Kettlehub"}),
        ("de", "## Unsere Auftragsverarbeiter\n\n- Zephyrpost: Versand von E-Mails", {"Zephyrpost"}),
        ("de", "Wir setzen folgende Dienstleister ein:\n\n- Kettlehub (USA): Datenbank", {"Kettlehub"}),
        ("fr", "## Sous-traitants\n\n- Audio Owl : assistant vocal\n- q8t – automatisation", {"Audio Owl", "q8t"}),
        ("es", "## Destinatarios\n\n- Zephyrpost: envío de correos", {"Zephyrpost"}),
    ],
)  # fmt: skip
def test_a_name_before_a_colon_or_a_dash_is_a_recipients(language: str, text: str, names: set[str]) -> None:
    assert named(language, text) == names


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "## Our subprocessors\n\n- Hosting: the servers stand in Norway\n- Purpose: mail"),
        ("de", "## Unsere Auftragsverarbeiter\n\n- Speicherdauer: 30 Tage\n- Buchhaltung: Belege"),
        ("fr", "## Sous-traitants\n\n- Hébergement : serveurs\n- Durée : deux ans"),
        ("es", "## Destinatarios\n\n- Alojamiento: servidores\n- Finalidad: correo"),
        ("en", "## Opening hours\n\n- Zephyrpost: mornings"),
        ("en", "## Third parties\n\n### Why we like bread\n\n- Speed: fast ovens"),
        ("en", "Our kettles have these parts:\n\n- Zephyrlid: keeps the steam in"),
    ],
)
def test_a_label_of_anything_else_names_nobody(language: str, text: str) -> None:
    assert named(language, text) == set()


@pytest.mark.parametrize(
    ("language", "table"),
    [
        ("en", "| Data | Retention |\n|---|---|\n| Card number | Never stored |"),
        ("de", "| Daten | Speicherdauer |\n|---|---|\n| Kartennummer | Wird nicht gespeichert |"),
        ("fr", "| Données | Durée de conservation |\n|---|---|\n| Numéro de carte | Jamais conservé |"),
        ("es", "| Datos | Plazo de conservación |\n|---|---|\n| Número de tarjeta | No se conserva |"),
    ],
)
def test_a_cell_that_says_never_stored_denies_keeping(language: str, table: str) -> None:
    (practice,) = read(language, table)
    assert (practice.action, practice.affirmed, practice.modality) == ("retain", False, "never")
