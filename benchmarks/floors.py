"""Floors under measured figures: they rise by request, and sink only by an explicit one."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

Figures = dict[str, dict[str, float]]  # part -> name -> value; more is better, but for the names in `ceilings`


def check(path: Path, measured: Figures, *, ceilings: frozenset[str]) -> bool:
    """Whether every figure holds its floor (or ceiling) in the file; those that do not are printed."""
    limits = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    sunk = [
        f"{part}.{name}: {value:.4f}, limit {limit:.4f}"
        for part, figures in measured.items()
        for name, value in figures.items()
        if (limit := limits.get(part, {}).get(name)) is not None
        and (value > limit if name in ceilings else value < limit)
    ]
    for line in sunk:
        print(f"beyond its limit: {line}", file=sys.stderr)
    return not sunk


def write(path: Path, measured: Figures, *, ceilings: frozenset[str], slack: float, lower: bool) -> None:
    """Writes the figures, less `slack`, as limits. Old ones stay where stricter (unless `lower`) or not measured."""
    limits: Figures = tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    for part, figures in measured.items():
        old = {} if lower else limits.get(part, {})
        limits[part] = {name: _limit(value, old.get(name), slack, name in ceilings) for name, value in figures.items()}
    written = [f"# Written by `python -m benchmarks.{path.stem} --raise-floors`; sinks only with --lower-floors.\n"]
    for part, figures in limits.items():
        written.append(f"\n[{part}]\n")
        written += [f"{name} = {value:.4f}\n" for name, value in figures.items()]
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(written), encoding="utf-8")


def _limit(value: float, old: float | None, slack: float, ceiling: bool) -> float:
    new = value + slack if ceiling else value - slack
    if old is None:
        return new
    return min(new, old) if ceiling else max(new, old)
