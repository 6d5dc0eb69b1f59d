"""Prometheus's text format 0.0.4. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from monitor.measures import Distribution

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def gauge(name: str, help_text: str, value: float | None) -> str:
    """None leaves the value out, since 0 would be a claim."""
    return _family(name, "gauge", help_text, {} if value is None else {"": value})


def gauges(name: str, help_text: str, label: str, values: Mapping[str, float]) -> str:
    return _family(name, "gauge", help_text, _labelled(label, values))


def counters(name: str, help_text: str, label: str, values: Mapping[str, float]) -> str:
    return _family(name, "counter", help_text, _labelled(label, values))


def histogram(name: str, help_text: str, found: Distribution) -> str:
    buckets = {f"{bound:g}": count for bound, count in found.buckets.items()} | {"+Inf": found.count}
    samples = {f"_bucket{label}": value for label, value in _labelled("le", buckets).items()}
    return _family(name, "histogram", help_text, samples | {"_sum": found.total, "_count": found.count})


def seconds(moment: datetime | None) -> float | None:
    """A moment as Prometheus writes it: seconds since 1970."""
    return None if moment is None else moment.timestamp()


def _labelled(label: str, values: Mapping[str, float]) -> dict[str, float]:
    return {f'{{{label}="{name}"}}': value for name, value in values.items()}


def _family(name: str, kind: str, help_text: str, samples: Mapping[str, float]) -> str:
    """samples: by what stands behind the name."""
    lines = [f"# HELP clausewatch_{name} {help_text}", f"# TYPE clausewatch_{name} {kind}"]
    lines += [f"clausewatch_{name}{rest} {value:.15g}" for rest, value in samples.items()]
    return "\n".join(lines) + "\n"
