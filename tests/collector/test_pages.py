"""What the site serves to browsers: tag files, pages, ad-hoc pages, error pages."""

import json
import re
from collections.abc import Iterator

import pytest

from tests.collector.wire import send
from tests.site import Site, running_site

MANIFEST = {
    "version": "1.2.3",
    "files": {"periscale.min.js": {"bytes": {"raw": 5678, "gzip": 2600, "brotli": 2345}}},
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site that serves stand-ins for the built files."""
    tag_dir = tmp_path_factory.mktemp("dist")
    (tag_dir / "periscale.min.js").write_text("window.periscale = {}")
    (tag_dir / "periscale.min.js.map").write_text("{}")
    (tag_dir / "manifest.json").write_text(json.dumps(MANIFEST))
    (tag_dir / "secret.txt").write_text("not served")
    database = tmp_path_factory.mktemp("built") / "events.sqlite3"
    with running_site(database, tag_dir=tag_dir) as site:
        yield site
        assert site.log == ""


@pytest.fixture(scope="module")
def unbuilt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    empty = tmp_path_factory.mktemp("unbuilt")
    with running_site(empty / "events.sqlite3", tag_dir=empty) as site:
        yield site


def test_tag_is_served_to_any_origin_and_revalidated(built: Site) -> None:
    answer = send(built, "GET", "/periscale.min.js", headers={"Origin": "https://shop.example"})
    assert answer.status == 200
    assert answer.text == "window.periscale = {}"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-cache"
    again = {"If-None-Match": answer.headers["ETag"]}
    assert send(built, "GET", "/periscale.min.js", headers=again).status == 304


def test_source_map_is_json(built: Site) -> None:
    answer = send(built, "GET", "/periscale.min.js.map")
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_other_files_beside_the_tag_are_not_served(built: Site) -> None:
    for path in ("/secret.txt", "/manifest.json", "/periscale.min.js/../secret.txt"):
        assert send(built, "GET", path).status == 404


def test_missing_tag_says_how_to_build_it(unbuilt: Site) -> None:
    answer = send(unbuilt, "GET", "/periscale.js")
    assert answer.status == 404
    assert "make build" in answer.json["error"]


def test_front_page_tells_the_measured_size(built: Site) -> None:
    page = send(built, "GET", "/").text
    assert "2,345 bytes" in page
    assert "5,678" in page
    assert "1.2.3" in page


def test_front_page_without_a_build_says_how_to_build(unbuilt: Site) -> None:
    page = send(unbuilt, "GET", "/").text
    assert "make build" in page
    assert "bytes</strong>" not in page


def test_front_page_shows_the_script_tag_to_copy(built: Site) -> None:
    page = send(built, "GET", "/", headers={"Host": "tags.example:81"}).text
    assert '&lt;script src="http://tags.example:81/periscale.min.js"' in page


def test_every_page_listed_can_be_opened_under_a_strict_policy(built: Site) -> None:
    front = send(built, "GET", "/").text
    demo_paths = sorted(set(re.findall(r'href="(/demo/[^"]+)"', front)))
    assert {"/demo/custom-events", "/demo/consent", "/demo/opt-out"} <= set(demo_paths)
    for path in ["/", *demo_paths]:
        answer = send(built, "GET", path)
        assert answer.status == 200
        policy = answer.headers["Content-Security-Policy"]
        nonce = re.findall(r"script-src 'nonce-([^']+)'", policy)[0]
        assert "unsafe" not in policy
        assert "require-trusted-types-for 'script'" in policy
        scripts = re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL)
        assert scripts
        assert set(scripts) == {""}
        assert answer.text.count(f'nonce="{nonce}"') == len(scripts)
        assert "<style" not in answer.text
        assert " style=" not in answer.text
        assert not re.search(r'<[^>]*(?:src|href)="(?:https?:)?//', answer.text)
        for asset in re.findall(r'(?:src|href)="(/static/[^"]+)"', answer.text):
            assert send(built, "GET", asset).status == 200


def test_what_a_visitor_does_shows_soon(built: Site) -> None:
    front = send(built, "GET", "/").text
    demo_paths = set(re.findall(r'href="(/demo/[^"]+)"', front))
    waiting = {
        path
        for path in ["/", *demo_paths]
        if 'data-flush-interval-ms="500"' not in send(built, "GET", path).text
    }
    # It has a button that flushes.
    assert waiting == {"/demo/custom-events"}


def test_policy_nonce_is_new_for_each_answer(built: Site) -> None:
    policies = {send(built, "GET", "/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def test_unknown_pages_are_explained_as_a_page(built: Site) -> None:
    for path in ("/nowhere", "/demo/nowhere", "/demo/shop/nowhere"):
        answer = send(built, "GET", path)
        assert answer.status == 404
        assert answer.headers["Content-Type"].startswith("text/html")
        assert "<h1>Not Found</h1>" in answer.text
        assert f"There is nothing at {path}." in answer.text


def test_unknown_addresses_for_programs_are_explained_as_json(built: Site) -> None:
    for path in ("/test/nothing", "/events/5", "/batch/x"):
        answer = send(built, "GET", path)
        assert answer.status == 404
        assert "error" in answer.json


def test_ad_hoc_page_with_its_headers(built: Site) -> None:
    address = built.put_page(
        "some folder/page", "<!doctype html><p>ö", {"Content-Security-Policy": "default-src 'none'"}
    )
    assert address == f"{built.url}/p/some%20folder/page"
    answer = send(built, "GET", "/p/some%20folder/page?any=query")
    assert answer.status == 200
    assert answer.text == "<!doctype html><p>ö"
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
    # no-store would keep the page out of the back-forward cache.
    assert answer.headers["Cache-Control"] == "no-cache"


def test_ad_hoc_page_is_replaced_with_status_and_media_type(built: Site) -> None:
    built.put_page("twice", "first")
    page = {"html": "{}", "status": 404, "headers": {"content-type": "application/json"}}
    built.call("PUT", "/test/pages/twice", page)
    answer = send(built, "POST", "/p/twice", b"form=data")
    assert (answer.status, answer.text) == (404, "{}")
    assert answer.headers.get_all("Content-Type") == ["application/json"]


@pytest.mark.parametrize(
    "page",
    [{}, {"html": 5}, {"html": "", "headers": {"a b": "c"}}, {"html": "", "headers": {"a": "b\n"}}],
)
def test_wrong_ad_hoc_page_is_explained(built: Site, page: object) -> None:
    answer = send(built, "PUT", "/test/pages/x", json.dumps(page).encode())
    assert answer.status == 400
    assert "html" in answer.json["error"]


def test_manifest_of_an_older_build_is_not_cached(built: Site) -> None:
    assert built.tag_dir is not None
    manifest = built.tag_dir / "manifest.json"
    before = manifest.read_text()
    manifest.write_text(before.replace("2345", "2222"))
    try:
        assert "2,222 bytes" in send(built, "GET", "/").text
    finally:
        manifest.write_text(before)
