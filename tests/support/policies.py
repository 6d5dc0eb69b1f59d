"""Pages of an invented vendor, for tests that watch one change."""

from __future__ import annotations

from base64 import b64encode

DENIAL = "We do not share your personal information with any other entity."
PARTNERS = "We may share your personal information with advertising partners."


def policy_page(
    sharing: str = DENIAL, *, kept: str = "up to ten years", basis: str = "Consent", token: str = ""
) -> str:
    """A whole page, chrome included, with three statements that a test may change."""
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Privacy Policy | Gardenbell</title>
<script>var session = "{token}";</script></head>
<body>
<header><nav><ul><li><a href="/shop">Shop</a></li><li><a href="/partners">Partners</a></li></ul></nav></header>
<div id="cookie-banner" role="dialog">We and our partners store information. <button>Accept</button></div>
<main>
<h1>Gardenbell Privacy Policy</h1>
<p>Gardenbell Ltd makes door bells for gardens. This policy says what we do with the personal information that the
bells, our app and this website process, and on which legal basis we do so.</p>
<h2>Information we collect</h2>
<p>When you register we ask for your e-mail address and a name for your bell. The bell tells us when it rang, so that
the app can show you who was at the gate while you were away.</p>
<h2>Sharing</h2>
<p>{sharing}</p>
<h2>How long we keep information</h2>
<p>Invoices and records of our agreements with you are kept for {kept} after the end of the customer relationship.</p>
<h2>Legal basis</h2>
<table><tr><th>Purpose</th><th>Data</th><th>Legal basis</th></tr>
<tr><td>To run the service</td><td>Account data</td><td>Performance of a contract</td></tr>
<tr><td>To improve our products</td><td>Usage data</td><td>{basis}</td></tr></table>
<h2>Your rights</h2>
<p>You may ask us to see, to correct or to delete what we hold about you. Write to privacy@gardenbell.example and we
answer within one month. You may also complain to a supervisory authority.</p>
</main>
<footer><p>Served by node {token}</p></footer>
</body></html>"""


BOT_WALL = """<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><h1>Checking your browser</h1>
<p>Please enable JavaScript and cookies to continue.</p></body></html>"""


def german_page(sharing: str = "Wir geben Ihre personenbezogenen Daten nicht an Dritte weiter.") -> str:
    """The same vendor's policy in German."""
    return f"""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Datenschutzerklärung | Gardenbell</title></head>
<body><main>
<h1>Datenschutzerklärung</h1>
<p>Gardenbell stellt Klingeln für Gärten her. Diese Erklärung sagt, welche personenbezogenen Daten die Klingeln, unsere
App und diese Website verarbeiten, und auf welcher Rechtsgrundlage wir das tun.</p>
<h2>Welche Daten wir erheben</h2>
<p>Wenn Sie sich anmelden, fragen wir nach Ihrer E-Mail-Adresse und nach einem Namen für Ihre Klingel. Die Klingel teilt
uns mit, wann sie geläutet hat, damit die App Ihnen zeigen kann, wer am Tor war, während Sie nicht da waren.</p>
<h2>Weitergabe</h2>
<p>{sharing}</p>
<h2>Speicherdauer</h2>
<p>Rechnungen und Unterlagen zu unseren Verträgen mit Ihnen werden nach dem Ende der Kundenbeziehung zehn Jahre lang
aufbewahrt.</p>
<h2>Ihre Rechte</h2>
<p>Sie können Auskunft, Berichtigung oder Löschung der Daten verlangen, die wir über Sie speichern. Wir antworten
innerhalb eines Monats. Sie können sich auch bei einer Aufsichtsbehörde beschweren.</p>
</main></body></html>"""


_SHELL = "<title>Acorn</title><main></main><script>document.querySelector('main').innerHTML = atob('{}')</script>"


def shell_of(policy: str) -> str:
    """A page that holds nothing until its script makes the policy."""
    return _SHELL.format(b64encode(policy.encode()).decode())
