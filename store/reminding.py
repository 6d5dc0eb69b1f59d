"""Changes that people are to be reminded of: those whose days are near, and those that nobody has reviewed."""

from __future__ import annotations

from datetime import date, datetime

from monitor.model import Alert, ReviewAction, Verdict
from store.database import Store
from store.reviews import SETTLING
from store.rows import alert_from_json, to_instant

# The text went back to what it was before the change.
_TAKEN_BACK = """EXISTS (SELECT 1 FROM versions JOIN sources ON sources.id = source_id
    WHERE key = alerts.source AND returns_to = json_extract(body, '$.old_version'))"""


def _reviewed(actions: str) -> str:
    return f"""EXISTS (SELECT 1 FROM reviews JOIN sources ON sources.id = source_id
        WHERE key = alerts.source AND number = json_extract(body, '$.new_version') AND action IN ({actions}))"""


def dated(db: Store, since: date, until: date) -> list[Alert]:
    """Told changes with a day from `since` to `until`, without those that were dismissed or taken back."""
    days = " OR ".join(
        f"json_extract(body, '$.{name}') BETWEEN :since AND :until"
        for name in ("effective_date", "objection_until", "notice_until")
    )
    rows = db.rows(
        f"""SELECT body FROM alerts WHERE kind = 'change' AND ({days})
            AND NOT {_reviewed(f"'{ReviewAction.DISMISSED}'")} AND NOT {_TAKEN_BACK} ORDER BY created_at, id""",
        {"since": since.isoformat(), "until": until.isoformat()},
    )
    return [alert_from_json(row["body"]) for row in rows]


def unreviewed(db: Store, before: datetime) -> list[Alert]:
    """Material changes told before that moment which nobody has acknowledged or dismissed, oldest first."""
    rows = db.rows(
        f"""SELECT body FROM alerts WHERE kind = 'change' AND created_at <= :before
            AND json_extract(body, '$.judgement.verdict') = '{Verdict.MATERIAL}'
            AND NOT {_reviewed(SETTLING)} ORDER BY created_at, id""",
        {"before": to_instant(before)},
    )
    return [alert_from_json(row["body"]) for row in rows]
