"""The API answers as its description says, for every address, and lists go on where they stopped."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from monitor.web.api import routes
from store.database import open_store
from tests.support.web_pinned import ADDRESS, add_pinned_change
from tests.support.web_site import asking, filled

WRITER = "writer-token-0123456789"
DESCRIPTION = json.loads((Path(routes.__file__).with_name("openapi.json")).read_text(encoding="utf-8"))
DOCUMENT = "/vendors/brightlamp/privacy-policy"
BODIES = [b"", b"{", b"[]", b'{"action": 1}', b'{"action": "lost", "by": "A"}', b'{"action": "assigned", "by": "A"}']
BODIES += [b'{"action": "acknowledged", "by": "A"}', b'{"by": " "}', b"\xff", b"[" * 50_000]
BODIES += [b'{"action": "dismissed", "by": "\\ud800", "note": "half a sign"}']
# An address that answers for each that is described.
EXAMPLES = {
    "/openapi.json": "/openapi.json",
    "/status": "/status",
    "/vendors": "/vendors",
    "/vendors/{vendor}": "/vendors/murmur-audio",
    "/vendors/{vendor}/{document}/versions": f"{DOCUMENT}/versions",
    "/vendors/{vendor}/{document}/versions/{number}": f"{DOCUMENT}/versions/2",
    "/vendors/{vendor}/{document}/in-force": f"{DOCUMENT}/in-force?at=2025-06-01",
    "/vendors/{vendor}/{document}/practices": f"{DOCUMENT}/practices",
    "/vendors/{vendor}/{document}/checks": f"{DOCUMENT}/checks",
    "/changes": "/changes",
    "/changes/{vendor}/{document}:{number}": "/changes/brightlamp/privacy-policy:6",
    "/changes/{vendor}/{document}:{number}/passages": "/changes/brightlamp/privacy-policy:6/passages",
    "/changes/{vendor}/{document}:{number}/reviews": "/changes/brightlamp/privacy-policy:6/reviews",
    "/search": "/search?q=data",
    "/deliveries": "/deliveries",
}


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("site")
    filled(folder)
    with asking(folder, f'[web]\nwrite_tokens = ["{WRITER}"]\n') as client:
        client.base_url = client.base_url.join("/api/v1/")
        yield client


def resolved(node: Any) -> Any:
    """A part of the description; references lead into it."""
    while isinstance(node, dict) and "$ref" in node:
        found: Any = DESCRIPTION
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def check(answer: httpx.Response, method: str, path: str) -> None:
    """The answer's status, type and body are among those described. Raises AssertionError or ValidationError."""
    described = DESCRIPTION["paths"][path][method]["responses"]
    assert str(answer.status_code) in described, f"{answer.status_code} is not described for {path}: {answer.text}"
    content = resolved(described[str(answer.status_code)]).get("content", {})
    if not content:
        assert answer.content == b""
        return
    [(kind, body)] = content.items()
    assert answer.headers["content-type"] == kind
    schema = {**body["schema"], "components": DESCRIPTION["components"]}
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(answer.json())


def items(api: httpx.Client, address: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api.get(address).json()["items"]
    return found


def test_every_address_is_described_and_every_described_one_is_there() -> None:
    served = {("get", path) for path in routes.GET} | {("post", path) for path in routes.POST}
    described = {(method, path) for path, methods in DESCRIPTION["paths"].items() for method in methods}
    assert {(method, path.replace(":int}", "}")) for method, path in served} == described


@pytest.mark.parametrize("path", EXAMPLES)
def test_answers_are_as_described(api: httpx.Client, path: str) -> None:
    answer = api.get(EXAMPLES[path].removeprefix("/"))
    assert answer.status_code == 200
    check(answer, "get", path)
    again = api.get(EXAMPLES[path].removeprefix("/"), headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    check(again, "get", path)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("/vendors/{vendor}", "/vendors/nobody"),
        ("/vendors/{vendor}/{document}/versions/{number}", f"{DOCUMENT}/versions/99"),
        ("/vendors/{vendor}/{document}/versions/{number}", f"{DOCUMENT}/versions/{10**30}"),
        ("/vendors/{vendor}/{document}/in-force", f"{DOCUMENT}/in-force?at=1999-01-01"),
        ("/vendors/{vendor}/{document}/in-force", f"{DOCUMENT}/in-force?at=soon"),
        ("/changes/{vendor}/{document}:{number}", "/changes/brightlamp/privacy-policy:1"),
        ("/changes/{vendor}/{document}:{number}/passages", "/changes/brightlamp/privacy-policy:1/passages"),
        ("/changes", "/changes?topic=weather"),
        ("/changes", "/changes?limit=0"),
        ("/search", "/search"),
        ("/deliveries", "/deliveries?status=lost"),
    ],
)
def test_errors_are_problem_details_that_name_the_parameter(api: httpx.Client, path: str, address: str) -> None:
    answer = api.get(address.removeprefix("/"))
    assert answer.status_code in {400, 404}
    check(answer, "get", path)
    if answer.status_code == 400:
        assert answer.json()["parameter"] in {"at", "topic", "limit", "q", "status"}


@pytest.mark.parametrize(("method", "path"), [(m, path) for path, found in DESCRIPTION["paths"].items() for m in found])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_nothing_that_is_asked_gets_an_answer_that_is_not_described(
    api: httpx.Client, method: str, path: str, data: st.DataObject
) -> None:
    operation = DESCRIPTION["paths"][path][method]
    names = [(found["name"], found["in"]) for found in map(resolved, operation["parameters"])]
    odd = st.one_of(
        st.sampled_from(
            ["brightlamp", "privacy-policy", "2025-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "2", "-1"]
        ),
        st.sampled_from(['"', "a OR (", "NEAR(a", "sharing", "material", "%", "' --", "WzFd", "W10", "٣", "1e9"]),
        st.integers(min_value=-1, max_value=10**40).map(str),
        st.text(max_size=30),
    )
    address = path
    for name, where in names:
        if where == "path":
            value = data.draw(
                st.integers(min_value=0).map(str) if name == "number" else odd.filter(re.compile(r"^[^/]+$").match)
            )
            address = address.replace(f"{{{name}}}", httpx.QueryParams({"v": value}).__str__()[2:].replace("+", "%20"))
    query = {name: data.draw(odd) for name, where in names if where == "query" and data.draw(st.booleans())}
    headers = {"authorization": f"Bearer {WRITER}"}
    body = data.draw(st.sampled_from(BODIES)) if "requestBody" in operation else None
    answer = api.request(method, address.removeprefix("/"), params=query, headers=headers, content=body)
    if "/./" in address or "/../" in address or address.endswith(("/.", "/..")):
        return  # the client leaves such steps out of the address
    if answer.status_code == 404 and "404" not in operation["responses"]:
        raise AssertionError(address)
    check(answer, method, path)


def test_a_list_goes_on_where_it_stopped(api: httpx.Client) -> None:
    for address in ("vendors", "changes", f"{DOCUMENT}/versions".removeprefix("/")):
        whole = items(api, address)
        seen: list[dict[str, Any]] = []
        following: str | None = f"/api/v1/{address}?limit=2"
        while following:
            answer = api.get(api.base_url.join(following))
            seen += answer.json()["items"]
            link = answer.links.get("next")
            following = link["url"] if link else None
            assert (answer.json()["next"] is None) == (following is None)
        assert seen == whole


def test_changes_can_be_narrowed_down_to_the_vendors_with_a_tag(api: httpx.Client) -> None:
    assert {change["vendor"] for change in items(api, "changes?tag=smart-home")} == {"brightlamp", "kettle-thread"}
    assert items(api, "changes?tag=smart") == []


def test_a_change_is_told_as_compare_tells_it(api: httpx.Client) -> None:
    change = api.get("changes/brightlamp/privacy-policy:6").json()
    assert change["verdict"] == "material"
    assert change["categories"]["sharing"] == {"material": True, "direction": "less_protective"}
    assert change["findings"][1]["old"].startswith("We keep account data for 14 days")
    assert change["changes"] == {"added": 0, "removed": 0, "modified": 2, "moved": 0}


def test_a_change_is_told_with_its_days_pinned_clauses_and_silence(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        add_pinned_change(db)
    with asking(tmp_path) as client:
        answer, line = client.get(f"/api/v1{ADDRESS}"), client.get("/api/v1/changes?limit=1").json()["items"][0]
    check(answer, "get", "/changes/{vendor}/{document}:{number}")
    change = answer.json()
    assert (change["objection_until"], change["notice_until"], change["notice_days"]) == (
        "2026-06-29",
        "2026-06-13",
        14,
    )
    assert change["silent_edit"] == "text_without_date"
    assert [(pin["fate"], pin["new"]) for pin in change["pins"]] == [
        ("altered", "We hand recordings to the maker of your car."),
        ("altered", "We remember which songs you played for 20 days."),
    ]
    assert (line["id"], line["pins"]) == (change["id"], 2)


def test_what_it_said_on_a_day_is_asked_by_date(api: httpx.Client) -> None:
    told = api.get(f"{DOCUMENT}/practices?topic=retention&at=2025-01-01".removeprefix("/")).json()
    assert told["version"] == 3
    assert {practice["period"] for practice in told["practices"]} >= {"P14D"}
    assert {practice["category"] for practice in told["practices"]} == {"retention"}


def test_times_are_rfc_3339_in_utc(api: httpx.Client) -> None:
    [first, *_] = items(api, "changes")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", first["recorded_at"])


@pytest.mark.parametrize(
    ("address", "parameter", "hint"),
    [
        ("changes?topics=sharing", "topics", "did you mean topic?"),
        ("changes?newest=yes", "newest", "known are: vendor, topic, verdict"),
        ("status?tag=smart-home", "tag", "none is known"),
        (f"{DOCUMENT.removeprefix('/')}/practices?date=2026-03-03", "date", "did you mean at?"),
    ],
)
def test_a_parameter_that_is_not_known_is_the_askers_error(
    api: httpx.Client, address: str, parameter: str, hint: str
) -> None:
    """A filter whose name is mistyped would not filter, and nobody would know."""
    answer = api.get(address)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)
    assert hint in answer.json()["detail"]


@pytest.mark.parametrize("address", ["changes?vendor=brightlam", "search?q=data&vendor=brightlam"])
def test_what_an_unknown_vendor_changed_is_not_nothing(api: httpx.Client, address: str) -> None:
    answer = api.get(address)
    assert (answer.status_code, "did you mean brightlamp" in answer.json()["detail"]) == (404, True)


def test_changes_can_be_narrowed_down_to_one_document(api: httpx.Client) -> None:
    of_vendor = items(api, "changes?vendor=brightlamp")
    assert of_vendor
    assert items(api, "changes?vendor=brightlamp/privacy-policy") == of_vendor


def test_a_span_that_ends_before_it_begins_is_the_askers_error(api: httpx.Client) -> None:
    answer = api.get("changes?since=2026-03-03&until=2026-03-02")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "until")
    assert api.get("changes?since=2026-03-03&until=2026-03-03").status_code == 200


def test_unknown_addresses_and_methods_are_problem_details_too(api: httpx.Client) -> None:
    missing, wrong = api.get("weather"), api.post("vendors", headers={"authorization": f"Bearer {WRITER}"})
    assert (missing.status_code, wrong.status_code) == (404, 405)
    for answer in (missing, wrong):
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("body", BODIES)
def test_a_review_that_cannot_be_read_is_the_askers_error(api: httpx.Client, body: bytes) -> None:
    headers = {"authorization": f"Bearer {WRITER}"}
    answer = api.post("changes/fernweh-maps/privacy-policy:2/reviews", content=body, headers=headers)
    check(answer, "post", "/changes/{vendor}/{document}:{number}/reviews")
    assert answer.status_code == (201 if b"acknowledged" in body else 400)


def test_a_review_is_added_to_the_record_and_settles_the_change(tmp_path: Path) -> None:
    filled(tmp_path)
    with asking(tmp_path, f'[web]\nwrite_tokens = ["{WRITER}"]\n') as client:
        client.headers["authorization"] = f"Bearer {WRITER}"
        address = "/api/v1/changes/brightlamp/privacy-policy:6/reviews"
        noted = {"action": "dismissed", "by": "A. Example", "note": "we have left them"}
        added = client.post(address, json=noted)
        check(added, "post", "/changes/{vendor}/{document}:{number}/reviews")
        assert added.status_code == 201
        assert client.get(address).json()["items"] == [{**noted, "at": "2026-06-01T12:00:00Z"}]
        assert client.get("/api/v1/changes?limit=1").json()["items"][0]["settled"] is True
        left = client.get("/api/v1/changes?review=open").json()["items"]
        assert left
        assert not any(change["settled"] for change in left)
        assert client.get("/api/v1/vendors/brightlamp").json()["state"] == "fine"


@pytest.mark.parametrize("place", ['["\\ud800"]', '["2026-01-01T00:00:00", "\\udfff", 3]'])
def test_a_cursor_with_half_a_sign_is_none_of_ours(api: httpx.Client, place: str) -> None:
    cursor = base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")
    answer = api.get("vendors" if place.count(",") == 0 else "changes", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "cursor")


def test_a_name_with_a_stroke_finds_its_vendor(tmp_path: Path) -> None:
    with open_store(filled(tmp_path)) as db:
        db.execute("UPDATE sources SET vendor_name = 'Brightlamp A/S' WHERE vendor = 'brightlamp'")
    with asking(tmp_path) as client:
        by_key, by_name = (
            client.get("/api/v1/changes", params={"vendor": name}).json() for name in ("brightlamp", "Brightlamp A/S")
        )
    assert by_key["items"]
    assert by_name == by_key


def test_a_date_means_its_end_in_whichever_of_its_forms(api: httpx.Client) -> None:
    first, second = (
        api.get(f"{DOCUMENT[1:]}/versions").json()["items"][-number]["recorded_at"][:10] for number in (1, 2)
    )
    for day, number in ((first, 1), (second, 2)):
        for form in (day, day.replace("-", "")):
            assert api.get(f"{DOCUMENT[1:]}/in-force", params={"at": form}).json()["number"] == number
