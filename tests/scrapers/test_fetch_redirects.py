"""Where a fetch ends up: redirects and their like, how far they may lead, and what goes along."""

from __future__ import annotations

import pytest

from monitor.errors import Failure, FetchError
from scrapers.fetch import Limits
from tests.support.fetching import NOW, failure, fetcher, snapshot
from tests.support.server import Answer, Request, page, redirect, serve


def test_redirects_are_followed_and_the_final_address_is_told() -> None:
    routes = {"/a": redirect("/b", 301), "/b": redirect("c?x=1", 307), "/c": page("policy")}
    with serve(routes) as server:
        got = snapshot(server.url("/a"))
    assert got.final_url == server.url("/c?x=1")
    assert got.url == server.url("/a")


def test_endless_redirects_are_given_up() -> None:
    with serve({"*": lambda request: redirect(f"/x{request.path}")(request)}) as server:
        assert failure(server.url("/a"), Limits(redirects=5)).failure is Failure.REDIRECTS
    assert len(server.requests) == 6


@pytest.mark.parametrize(
    ("location", "kind"),
    [
        ("file:///etc/passwd", Failure.FORBIDDEN_ADDRESS),
        ("gopher://127.0.0.1/", Failure.FORBIDDEN_ADDRESS),
        ("http://user:secret@127.0.0.1/", Failure.FORBIDDEN_ADDRESS),
        ("http://10.0.0.1/", Failure.FORBIDDEN_ADDRESS),
        ("http://[::ffff:169.254.169.254]/latest/meta-data", Failure.FORBIDDEN_ADDRESS),
        ("http://2130706434/", Failure.FORBIDDEN_ADDRESS),
        ("http://[::1", Failure.BAD_CONTENT),
        ("http://127.0.0.1:99999/", Failure.FORBIDDEN_ADDRESS),
    ],
)
def test_a_redirect_to_a_place_that_is_not_public_is_refused(location: str, kind: Failure) -> None:
    with serve({"*": redirect(location)}) as server:
        assert failure(server.url()).failure is kind


@pytest.mark.parametrize(
    ("html", "leads_on"),
    [
        ('<meta http-equiv="refresh" content="0; url=/new">', True),
        ("<META content='0;URL=new?a=1&amp;b=2' http-equiv=Refresh>", True),
        ('<noscript><meta http-equiv="refresh" content="0; url=/new"></noscript>', False),
        ('<meta http-equiv="refresh" content="300; url=/new">', False),
        ('<meta http-equiv="refresh" content="0">', False),
        ('<meta http-equiv="refresh" content="0; url=/old">', False),
        ('<meta name="description" content="0; url=/new">', False),
        ('<script>window.location.href="/new"</script><script src="/stats.js"></script>', True),
        ("<p>Wait.</p><script type='module'>\n  location.replace( '/new' );\n</script>", True),
        ('<script>document.location = "/new";</script>' + "<p>Real text.</p>" * 20, False),
        ('<script>if (!window.Promise) location.href = "/new"</script>', False),
        ('<script>location.href = "/new"</script><script>location.href = "/newer"</script>', False),
        ('<script>location.href = "/old"</script>', False),
        ('<meta http-equiv="refresh" content="0; url=/new">' + "<p>Real text.</p>" * 2000, False),
    ],
)
def test_a_sign_that_the_page_has_moved_is_followed(html: str, leads_on: bool) -> None:
    with serve({"/old": page(html), "/new": page("the policy")}) as server:
        assert (snapshot(server.url("/old")).content == b"the policy") is leads_on


def test_a_sign_into_the_private_network_is_not_followed() -> None:
    with serve({"*": page('<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">')}) as server:
        assert failure(server.url()).failure is Failure.FORBIDDEN_ADDRESS


def test_every_redirect_may_be_forbidden_before_it_is_followed() -> None:
    def permit(address: str) -> None:
        if address.endswith("/closed"):
            raise FetchError(address, "robots.txt forbids it", failure=Failure.ROBOTS)

    with serve({"/a": redirect("/b"), "/b": redirect("/closed"), "/closed": page("x")}) as server:
        with pytest.raises(FetchError) as caught:
            fetcher().fetch(server.url("/a"), now=lambda: NOW, permit=permit)
        assert caught.value.failure is Failure.ROBOTS
        assert caught.value.subject == server.url("/a")
        assert [request.path for request in server.requests] == ["/a", "/b"]


def test_a_redirect_without_an_address_is_no_page() -> None:
    with serve({"*": lambda _request: Answer(status=302)}) as server:
        assert failure(server.url()).failure is Failure.BAD_CONTENT


def test_extra_headers_do_not_follow_to_another_site_and_cookies_live_for_one_fetch() -> None:
    def set_cookie(_request: Request) -> Answer:
        return Answer(status=302, headers=(("Location", "/b"), ("Set-Cookie", "seen=1")))

    with (
        serve({"*": page("policy")}) as other,
        serve({"/a": set_cookie, "/b": redirect(other.url("/c"))}) as server,
    ):
        ours = fetcher()
        for _ in range(2):
            ours.fetch(server.url("/a"), now=lambda: NOW, headers=(("X-Key", "secret"),))
    first, second, again = server.requests[:3]
    assert "cookie" not in first.headers
    assert "cookie" not in again.headers
    assert second.headers["cookie"] == "seen=1"
    assert second.headers["x-key"] == "secret"
    assert "x-key" not in other.requests[0].headers
