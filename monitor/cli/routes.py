"""clausewatch routes: who would be told of a past change, when, and in which words; nothing is sent."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from monitor.cli.options import Change, Vendor, examples, one_source, open_history, with_config, with_json
from monitor.cli.output import console, instant, print_json, safe, table
from monitor.errors import NotFoundError
from monitor.model import Alert, Channel, SourceDocument

if TYPE_CHECKING:
    from monitor.config import Settings
    from store.database import Store

_NOBODY = "Nobody is told: nothing in it is material, and no pinned clause changed."


@examples("clausewatch routes imou", "clausewatch routes imou --version 7", "clausewatch routes imou --json")
@click.command("routes")
@click.argument("vendor", type=Vendor())
@click.option("--version", type=Change(), help="The change that made this version (default: the newest).")
@with_config
@with_json
def command(vendor: str, version: int | None, config: Path, as_json: bool) -> None:
    """Shows who would be told of a change of VENDOR's text under today's configuration, without sending anything."""
    settings, db = open_history(config)
    with db:
        key = one_source(db, vendor)
        number = version or _newest_change(db, key)
        alert, told_before = _alert(settings, db, key, number)
    if as_json:
        print_json(_as_json(settings, key, number, alert, told_before=told_before))
    else:
        _print(settings, key, number, alert, told_before=told_before)


def _newest_change(db: Store, key: str) -> int:
    from store import versions

    number = versions.count(db, key)
    if number < 2:
        raise NotFoundError(f"a change of {key}", "it has only its first record, or none")
    return number


def _alert(settings: Settings, db: Store, key: str, number: int) -> tuple[Alert | None, bool]:
    """The alert as it would have been raised when the change was recorded; whether that step had been told before."""
    from monitor.decide import alerts
    from monitor.judge import compare_texts
    from store import checks, judgements, sources, versions

    new = versions.get(db, key, number)  # first: it is the one that was asked for
    old = versions.get(db, key, number - 1)
    judgement = judgements.latest(db, key, number) or compare_texts(old.text, new.text)
    source = _source(settings, db, key)
    alert = alerts.of_change(
        source,
        url=sources.state(db, key).url or "",
        old=old,
        new=new,
        judgement=judgement,
        now=checks.recorded(db, key, number) or new.recorded_at,
        context=alerts.context(source, old=old, new=new, judgement=judgement),
    )
    history = [summary.fingerprint for summary in versions.summaries(db, key)[: number - 1]]
    return alert, alerts.told_before(history, old.fingerprint, new.fingerprint)


def _source(settings: Settings, db: Store, key: str) -> SourceDocument:
    """The document as it is configured; of one that is not, what its key and the store tell."""
    from store import sources

    configured = next((source for source in settings.sources if source.key == key), None)
    return configured or SourceDocument(
        vendor=key.partition("/")[0],
        vendor_name=sources.vendor_name(db, key),
        terms_type=sources.terms_type(db, key),
        urls=(),
        interval=timedelta(days=1),
    )


def _print(settings: Settings, key: str, number: int, alert: Alert | None, *, told_before: bool) -> None:
    from notifiers.render import House, render

    screen = console()
    screen.print(Text(f"{key}: the change that made version {number}", style="bold"))
    if alert is None:
        screen.print(Text(_NOBODY))
        return
    if told_before:
        screen.print(Text("Nobody is told again: the page had made this very step before.", style="yellow"))
    rows = [[channel.name, *_row(channel, alert)] for channel in settings.channels]
    screen.print(table(["channel", "told", "when, or why not"], rows))
    for language in _languages(settings, alert):
        house = House(base_url=settings.base_url, templates=settings.templates, language=language)
        message = render([alert], medium="log", house=house)
        screen.print(Text(f"\n{safe(message.title)}", style="bold"))
        screen.print(Text(safe(message.text)))


def _languages(settings: Settings, alert: Alert) -> list[str]:
    """Those of the channels that would be told; English where none would."""
    from notifiers.routing import wants

    told = [channel.language for channel in settings.channels if wants(channel, alert)]
    return list(dict.fromkeys(told)) or ["en"]


def _row(channel: Channel, alert: Alert) -> list[str | Text]:
    from notifiers.routing import refusal

    reason = refusal(channel, alert)
    if reason is not None:
        return [Text("no", style="dim"), reason]
    due = _due(channel, alert)
    return [Text("yes", style="green"), "at once" if due <= alert.created_at else f"at {instant(due)}"]


def _due(channel: Channel, alert: Alert) -> datetime:
    from notifiers import timing

    return timing.due(alert, channel, alert.created_at.astimezone(UTC))


def _as_json(settings: Settings, key: str, number: int, alert: Alert | None, *, told_before: bool) -> dict[str, object]:
    from notifiers.payload import fields

    return {
        "source": key,
        "version": number,
        "told_before": told_before,
        "routes": [_route(channel, alert) for channel in settings.channels] if alert else [],
        "alert": fields(alert, base_url=settings.base_url) if alert else None,
    }


def _route(channel: Channel, alert: Alert) -> dict[str, object]:
    from notifiers.routing import refusal

    reason = refusal(channel, alert)
    return {
        "channel": channel.name,
        "told": reason is None,
        "due": _due(channel, alert) if reason is None else None,
        "reason": reason,
    }
