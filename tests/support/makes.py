"""Pages as content systems, help centres, frameworks and policy services make them, around one invented policy.

What belongs to the policy is WANTED; what they put around it says "zebra". The sentences are invented; elements, roles
and names are those that each kind of site really writes.
"""

from __future__ import annotations

from tests.support.pages import RETENTION, RIGHTS, SHARING

TITLE = "Privacy Policy"
UPDATED = "Last updated: 14 March 2026"
SHORT = "No, never."
SECTIONS = (
    ("Who gets your data", f"<p>{SHARING}</p>"),
    ("How long we keep it", f"<p>{RETENTION}</p><ul><li>Invoices: seven years</li><li>Clips: thirty days</li></ul>"),
    ("Do you sell it?", f"<p>{SHORT}</p>"),
    ("What you may ask of us", f"<p>{RIGHTS}</p>"),
)
WANTED = (TITLE, UPDATED, SHARING, RETENTION, RIGHTS, SHORT, "Clips: thirty days", *(title for title, _ in SECTIONS))
HEAD = f"<h1>{TITLE}</h1><p>{UPDATED}</p>"
REST = "".join(f"<h2>{title}</h2>{body}" for title, body in SECTIONS)
PLAIN = HEAD + REST
MENU = (
    '<header class="Header_root__a1"><a href="/">zebra</a><nav><ul><li><button aria-expanded="false" aria-controls="m">'
    'zebra</button><div id="m" hidden><p>zebra Our hub ties all the personal devices and data of a home together and '
    'tells you about them.</p><a href="/hub">zebra hub</a></div></li></ul></nav></header>'
)
FOOTER = '<footer><ul><li><a href="/jobs">zebra jobs</a></li></ul><p>© 2026 zebra</p></footer>'


def parts(make: str) -> str:
    """Every section in this markup: {n} its number, {title}, {body}."""
    return "".join(make.format(n=n, title=title, body=body) for n, (title, body) in enumerate(SECTIONS))


ACCORDIONS = {
    "button and hidden panel": '<div><h3><button aria-expanded="false" aria-controls="p{n}">{title}</button></h3>'
    '<div id="p{n}" hidden>{body}</div></div>',
    "button and panel hidden from readers": '<div><button class="row" aria-expanded="false"><span>{title}</span>'
    '</button><div class="answer" aria-hidden="true" style="max-height:0">{body}</div></div>',
    "checkbox": '<div><input type="checkbox" id="c{n}"><label for="c{n}">{title}</label>'
    '<div class="body" style="display:none">{body}</div></div>',
    "headless component": '<div data-state="closed"><h3><button aria-controls="radix-{n}" aria-expanded="false">{title}'
    '<svg></svg></button></h3><div data-state="closed" id="radix-{n}" hidden="" role="region" class="overflow-hidden">'
    "{body}</div></div>",
    "expansion panels": '<mat-expansion-panel><mat-expansion-panel-header role="button" id="h{n}" aria-controls="a{n}" '
    'aria-expanded="false"><mat-panel-title>{title}</mat-panel-title></mat-expansion-panel-header><div role="region" '
    'id="a{n}" aria-labelledby="h{n}" style="height:0;visibility:hidden">{body}</div></mat-expansion-panel>',
    "page builder": '<div class="elementor-accordion-item"><div id="t{n}" class="elementor-tab-title" role="button" '
    'aria-controls="b{n}" aria-expanded="false"><a class="elementor-accordion-title">{title}</a></div><div id="b{n}" '
    'class="elementor-tab-content" role="region" aria-labelledby="t{n}">{body}</div></div>',
    "toggles": '<div class="et_pb_toggle et_pb_toggle_close"><h5 class="et_pb_toggle_title">{title}</h5>'
    '<div class="et_pb_toggle_content clearfix">{body}</div></div>',
    "details": "<details><summary>{title}</summary>{body}</details>",
    "plain words beside": '<div class="row"><div class="col-8"><h2>{title}</h2>{body}</div>'
    '<aside class="sidebar"><p>In short: part {n} says what happens to your data.</p></aside></div>',
}
TABS = {
    "tabs": (
        '<button role="tab" id="t{n}" aria-controls="p{n}">{title}</button>',
        '<div role="tabpanel" id="p{n}" aria-labelledby="t{n}" hidden>{body}</div>',
    ),
    "tabs as links": (
        '<li class="nav-item"><a class="nav-link" role="tab" href="#p{n}">{title}</a></li>',
        '<div class="tab-pane fade" id="p{n}">{body}</div>',
    ),
}
DEUTSCH = (
    "<p>Wir verarbeiten Ihre zebra personenbezogenen Daten, wenn Sie unsere Dienste nutzen, und geben sie an Dritte, "
    "die für uns und nach unserer Weisung tätig sind. Sie können der Verarbeitung jederzeit widersprechen.</p>"
)
TERMS = (
    "<p>These terms bind the buyer and Lumenwick: zebra they say what is sold, when its price is due, and which court "
    "decides a quarrel between the two of them about a lamp that does not shine.</p>"
)
LAYOUTS = {
    "streamed": f'<main><template id="B:0"></template><p>zebra Loading</p></main><div hidden id="S:0">{PLAIN}</div>',
    "shadow root": f'<legal-text><template shadowrootmode="open"><style>a{{}}</style>{PLAIN}</template></legal-text>',
    "title and date in a hero": f'<div class="hero">{HEAD}</div><div class="legal"><div>{REST}</div></div>',
    "another title inside": f'<div class="hero">{HEAD}</div><div><div><h1>Lumenwick and you</h1>{REST}</div></div>',
    "date above the title": f"<article><p>{UPDATED}</p><h1>{TITLE}</h1>{REST}</article>",
    "help centre": f'<main><article class="article"><header><h1>{TITLE}</h1></header><div class="article-body"><p>'
    f"{UPDATED}</p>{REST}</div><p>Updated over a week ago</p><div>Was this article helpful?</div><section "
    'class="related-articles"><h2>zebra Related</h2><ul><li><a href="/2">zebra reset</a></li><li><a href="/3">zebra '
    "cookies</a></li></ul></section></article></main>",
    "help centre that names all its paragraphs": '<div class="article intercom-force-break"><h1>Privacy Policy</h1>'
    + "".join(
        f'<div class="intercom-interblocks-heading"><h2>{title}</h2></div><div class="intercom-interblocks-paragraph">'
        f"{body}</div>"
        for title, body in (("Status", f"<p>{UPDATED}</p>"), *SECTIONS)
    )
    + '</div><div class="intercom-reaction-picker">zebra Did this help?</div>',
    "policy of a consent product": '<div class="cky-policy">'
    + "".join(
        f'<div class="cky-row">{row}</div>' for row in PLAIN.replace("<h2>", "|<h2>").replace("<p>", "|<p>").split("|")
    )
    + '</div><div class="cky-consent-bar"><p>zebra We use cookies.</p><button>Accept all</button></div>',
    "wiki": '<div id="content" role="main"><h1>Lumenwick:Privacy Policy</h1><div class="mw-parser-output"><div '
    'class="toc" role="navigation"><h2>zebra</h2><ul><li><a href="#a">zebra</a></li></ul></div>'
    + PLAIN[len(f"<h1>{TITLE}</h1>") :].replace(
        "</h2>", '<span class="mw-editsection">[<a href="/edit">zebra edit</a>]</span></h2>'
    )
    + "</div></div>",
    "footer of the article": f"<article><h1>{TITLE}</h1>{REST}<footer><p>{UPDATED}</p></footer></article>",
    "one form": f'<form action="./privacy"><div><a href="/">zebra home</a> <a href="/b">zebra</a></div>{PLAIN}</form>',
    "unknown request to accept cookies": f'<main>{PLAIN}</main><div class="fixed z-50"><p>zebra We store cookies to '
    "learn how you use the site and show you what you may like.</p><div><button>Reject all</button><button>Accept all"
    "</button></div></div>",
    "the same with links for buttons": '<div class="b"><p>zebra This site stores cookies; they are used to collect '
    f'information about you.</p><a href="#">Accept</a> <a href="#">Decline</a></div><div class="p">{PLAIN}</div>',
    "appeals in the main part": f'<main><section class="prose">{PLAIN}</section><section class="py"><h2>zebra'
    '</h2><p>zebra Create an account in minutes.</p><a href="/join">zebra Start</a></section><section class="py"><h3>'
    "zebra News</h3><p>zebra News once a month.</p><form><input><button>Go</button></form></section></main>",
    "foot without a name": f'<div class="x"><div class="y">{PLAIN}{REST * 2}</div></div><div class="z"><p>zebra Sign '
    'up for news; by doing so you agree to our privacy policy.</p><a href="/a">zebra</a><a href="/b">zebra</a>'
    '<a href="/c">zebra</a><p>© 2026 zebra</p></div>',
    "consent window with more text": f'<main>{PLAIN}{REST * 3}</main><div role="dialog" aria-modal="true"><h2>zebra '
    f"Privacy Preference Center</h2>{f'<p>zebra These cookies measure ads. {RIGHTS}</p>' * 20}</div>",
    "translation below": f"<main>{PLAIN}{REST * 2}<h1>Datenschutzerklärung zebra</h1>{DEUTSCH * 8}</main>",
    "terms above": f"<main><h1>Terms of Service</h1>{TERMS * 24}{PLAIN}{REST * 5}</main>",
}
MAKES = (
    {name: f"<main>{HEAD}{parts(make)}</main>" for name, make in ACCORDIONS.items()}
    | {
        name: f'<main>{HEAD}<ul role="tablist">{parts(tab)}</ul>{parts(panel)}</main>'
        for name, (tab, panel) in TABS.items()
    }
    | LAYOUTS
)
