"""The templates of messages: the operator's own where there is one and it works, else the built-in one."""

from __future__ import annotations

import logging
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from notifiers.dialects import is_web
from notifiers.marks import Quote

_log = logging.getLogger(__name__)


def fill(name: str, folder: Path | None, **values: Any) -> str:
    """The template of that name, filled in. folder: where the operator keeps templates of the same names.

    A template of the operator that is broken is reported in the log, and the built-in one used: an alert must go out.
    """
    if folder is not None and (folder / name).is_file():
        try:
            return _render(_environment(folder), name, values)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError) as error:
            place = f"{folder / name}:{getattr(error, 'lineno', None) or '?'}"
            _log.warning("template %s is broken (%s); using the built-in one", place, error)
    return _render(_environment(None), name, values)


def _render(environment: Environment, name: str, values: dict[str, Any]) -> str:
    text = environment.get_template(name).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


@lru_cache(maxsize=4)
def _environment(folder: Path | None) -> Environment:
    """Sandboxed: an operator's template can shape a message, and reach nothing else."""
    loader: BaseLoader = PackageLoader("notifiers") if folder is None else FileSystemLoader(folder)
    environment = ImmutableSandboxedEnvironment(
        loader=loader,
        autoescape=lambda name: name is not None and ".html" in name,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters |= {
        "removed": _removed,
        "added": _added,
        "html": _html,
        "web": is_web,
        "upper_first": _upper_first,
    }
    return environment


def _upper_first(text: str) -> str:
    """Jinja's `capitalize` lowers the other letters, and German nouns with them."""
    return text[:1].upper() + text[1:]


def _removed(quote: Quote | None) -> str:
    """Changed words as in wdiff: [-removed-]."""
    return "".join(f"[-{p.text}-]" if p.changed else p.text for p in quote or ())


def _added(quote: Quote | None) -> str:
    """Changed words as in wdiff: {+added+}."""
    return "".join(f"{{+{p.text}+}}" if p.changed else p.text for p in quote or ())


def _html(quote: Quote, tag: str) -> Markup:
    mark = Markup('<{tag} style="{style}">{text}</{tag}>').format
    style = {
        "del": "background:#fbe3de;color:#6e1f10;text-decoration:line-through",
        "ins": "background:#dff3e4;color:#12472a;text-decoration:underline",
    }[tag]
    return Markup("").join(mark(tag=tag, style=style, text=p.text) if p.changed else escape(p.text) for p in quote)
