"""The links of a document, as a stream of its own beside the text. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from scrapers.page.blocks import Outline

# Parameters that tell the site where a click came from; they rotate and lead to the same page.
_TRACKING = ("utm_", "mc_", "hsa_", "_hs", "pk_", "ga_")
_TRACKING_NAMES = frozenset(
    (
        "gclid",
        "fbclid",
        "msclkid",
        "dclid",
        "yclid",
        "igshid",
        "_ga",
        "_gl",
        "ref_src",
        "trk",
        "mkt_tok",
        "hsctatracking",
        "sessionid",
        "sid",
    )
)


def inside(page: Outline, chosen: set[int], url: str | None) -> tuple[tuple[str, str], ...]:
    """(label, address) of the links in the chosen blocks, absolute where the page's address is known."""
    return tuple((label, plain(href, url)) for index, label, href in page.anchors if index in chosen and label)


def plain(href: str, base: str | None) -> str:
    """An address without tracking parameters; one that cannot be read stays as it is."""
    try:
        parts = urlsplit(urljoin(base or "", href.strip()))
        if not parts.query:
            return urlunsplit(parts)
        kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if not tracks(name)]
        return urlunsplit(parts._replace(query=urlencode(kept)))
    except ValueError:
        return href


def joined(base: str | None, href: str) -> str:
    """The address that a link on a page leads to; "" where it cannot be read ("http://[::1" and the like)."""
    try:
        return urljoin(base or "", href.strip())
    except ValueError:
        return ""


def host_of(address: str) -> str:
    """The host of an absolute address; "" of a relative one, and of one that cannot be read."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def tracks(name: str) -> bool:
    """Whether a parameter of an address tells only where a click came from."""
    lowered = name.lower()
    return lowered.startswith(_TRACKING) or lowered in _TRACKING_NAMES
