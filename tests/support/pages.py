"""Pages of invented vendors, for tests of reading pages."""

from __future__ import annotations

SHARING = (
    "Lumenwick shares your personal information with service providers that process it on our behalf under a contract, "
    "such as hosting companies and payment processors."
)
RETENTION = (
    "We keep personal data for as long as your account is open and delete it within ninety days after you close it, "
    "unless a law asks us to keep it longer."
)
RIGHTS = (
    "You may ask us for a copy of your personal data, have it corrected or deleted, and object to its processing; "
    "write to our privacy team with your request."
)
PARAGRAPHS = (SHARING, RETENTION, RIGHTS)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)


def page(body: str, *, title: str = "Privacy Policy | Lumenwick", around: tuple[str, str] = ("", "")) -> str:
    """A whole page whose main part is `body`, with other parts of the page before and after it."""
    before, after = around
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><style>p {{ color: red }}</style></head>'
        f"<body>{before}<main><h1>Privacy Policy</h1>{body}</main>{after}<script>track('p')</script></body></html>"
    )
