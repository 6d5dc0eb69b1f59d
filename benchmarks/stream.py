"""Replays the whole history of real policies through the judge: how often would a person who watches them be told?

    python -m benchmarks.stream ../shared/history/ota-contrib.bundle [--every N] [--limit CHANGES]

Every recorded change of every privacy policy, in order, is judged as it stands, and again leaving out the texts that
the same policy had shown before (the daemon calls them returns and does not repeat their alert).
History: Open Terms Archive contributors, ODC-By 1.0; read from the bundle, never copied.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from monitor.judge import compare_texts
from monitor.model import Verdict, fingerprint

_POLICIES = ("Privacy Policy.md",)
_LOUDEST = 12  # sources named


@dataclass(frozen=True, slots=True)
class Recorded:
    """One recorded text of one document."""

    document: str
    day: date
    blob: str


def recorded(repository: Path) -> Iterator[Recorded]:
    """Every version of every policy, oldest first."""
    log = _git(
        repository, "-c", "core.quotePath=false", "log", "--reverse", "--raw", "--no-abbrev", "--no-renames",
        "--date=short", "--pretty=format:@%cd", "main",
    )  # fmt: skip
    day = date.min
    for line in log.splitlines():
        if line.startswith("@"):
            day = date.fromisoformat(line[1:])
        elif line.startswith(":"):
            fields, _, path = line.partition("\t")
            blob, status = fields.split()[3:5]
            if path.endswith(_POLICIES) and status != "D":
                yield Recorded(path, day, blob)


def _git(repository: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", "-C", str(repository), *arguments], check=True, capture_output=True, text=True, encoding="utf-8"
    ).stdout


@dataclass(slots=True)
class Tally:
    """What the replay counted. changed, told: changes and alerts per (document, year)."""

    verdicts: Counter[str]
    changed: Counter[tuple[str, int]]
    told: Counter[tuple[str, int]]

    @property
    def changes(self) -> int:
        return self.verdicts.total()


def replay(repository: Path, versions: Iterable[Recorded], *, limit: int) -> tuple[Tally, Tally]:
    """(every change, changes to a text not seen before)."""
    every = Tally(Counter(), Counter(), Counter())
    fresh = Tally(Counter(), Counter(), Counter())
    current: dict[str, str] = {}
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for version in versions:
        text = _git(repository, "cat-file", "blob", version.blob)
        old, current[version.document] = current.get(version.document), text
        words = fingerprint(text)
        returns = words in seen[version.document]
        seen[version.document].add(words)
        if old is None:
            continue
        verdict = compare_texts(old, text).verdict
        for tally in (every,) if returns else (every, fresh):
            tally.verdicts[verdict.value] += 1
            tally.changed[version.document, version.day.year] += 1
            tally.told[version.document, version.day.year] += verdict is Verdict.MATERIAL
        if every.changes >= limit:
            break
    return every, fresh


def show(title: str, tally: Tally, documents: int, years: float) -> None:
    print(f"\n{title}: {tally.changes} changes of {documents} policies over {years:.1f} policy-years")
    for verdict, count in tally.verdicts.most_common():
        print(f"  {verdict:16} {count:6}  {count / max(1, tally.changes):.1%}")
    alerts = tally.verdicts[Verdict.MATERIAL.value]
    print(
        f"  alerts per policy and year: {alerts / years:.2f}; for 100 policies a week: {alerts / years * 100 / 52:.1f}"
    )


def show_sources(tally: Tally) -> None:
    """Alerts per year over all policies, and which policies alert most."""
    print("  year  changes  alerts  policies that changed  of them with an alert")
    for year in sorted({year for _, year in tally.changed}):
        here = [key for key in tally.changed if key[1] == year]
        alerts = [tally.told[key] for key in here]
        changes = sum(tally.changed[key] for key in here)
        print(f"  {year}  {changes:7}  {sum(alerts):6}  {len(here):21}  {sum(map(bool, alerts)):20}")
    of_source: Counter[str] = Counter()
    for (document, _), alerts_told in tally.told.items():
        of_source[document.rpartition("/")[0] or document] += alerts_told
    print("  most alerts:", ", ".join(f"{name} {count}" for name, count in of_source.most_common(_LOUDEST)))
    print(f"  in a year with changes, a policy alerts {_spread(tally)}")


def _spread(tally: Tally) -> str:
    told = sorted(tally.told[key] for key in tally.changed)
    median, ninth, most = told[len(told) // 2], told[len(told) * 9 // 10], told[-1]
    return f"{median} times (median), {ninth} (nine in ten at most), {most} (most)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--every", type=int, default=1, help="take one policy in so many")
    parser.add_argument("--limit", type=int, default=10**9, help="stop after so many changes")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "history.git"
        subprocess.run(["git", "clone", "--quiet", "--bare", str(options.bundle), str(repository)], check=True)
        versions = list(recorded(repository))
        chosen = set(sorted({version.document for version in versions})[:: options.every])
        versions = [version for version in versions if version.document in chosen]
        every, fresh = replay(repository, versions, limit=options.limit)
        first: dict[str, date] = {}
        for version in versions:
            first.setdefault(version.document, version.day)
        last = max(version.day for version in versions)
        years = sum((last - day).days for day in first.values()) / 365.25
        show("every recorded change", every, len(first), years)
        show("without texts seen before", fresh, len(first), years)
        show_sources(fresh)


if __name__ == "__main__":
    main()
