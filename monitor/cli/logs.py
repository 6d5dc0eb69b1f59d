"""Log lines on standard error: readable, or JSON for collectors."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

from monitor.cli.output import instant, json_text, safe


class _Readable(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = f"{instant(datetime.now(UTC))} {record.levelname.lower():8} {safe(record.getMessage())}"
        return f"{line}\n{_traceback(self, record)}" if record.exc_info else line


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": instant(datetime.now(UTC)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": safe(record.getMessage()),
        }
        if record.exc_info:
            entry["traceback"] = _traceback(self, record)
        return json_text(entry)


def _traceback(formatter: logging.Formatter, record: logging.LogRecord) -> str:
    """Where a bug came up; its error may repeat words of a page."""
    return safe(formatter.formatException(record.exc_info)) if record.exc_info else ""


def set_up_logging(form: str) -> None:
    """form: "text" or "json"."""
    handler = logging.StreamHandler()
    handler.setFormatter(_Json() if form == "json" else _Readable())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # These tell every tick and every request; what matters of them is in our own lines and in the ledger of checks.
    for chatty in ("httpx", "httpcore", "apprise", "uvicorn"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
