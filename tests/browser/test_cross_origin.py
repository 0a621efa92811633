"""The tag on a site of another origin: no preflight, no credentials, the collector's own origin."""

import json
import uuid

from tests.browser.arrivals import Collector
from tests.browser.conftest import Visit
from tests.browser.visitor import Visitor, flush


def test_events_go_to_the_origin_of_the_script_without_a_preflight(
    visitor: Visitor, visit: Visit, collector: Collector
) -> None:
    token = uuid.uuid4().hex[:8]
    shop, tag_host = f"shop-{token}.test", f"tag-{token}.test"
    # A cookie of the collector's host, which has to stay at home.
    visitor.context.add_cookies(
        [{"name": "private", "value": "1", "domain": tag_host, "path": "/"}]
    )
    page = visit(host=shop, tag_host=tag_host)
    page.evaluate("periscale.track('signup')")
    flush(page)
    collector.expect_exactly(
        {"event": "$pageview", "properties": {"$host": f"{shop}:{collector.site.port}"}},
        {"event": "signup"},
    )
    for request in collector.requests():
        assert request["method"] == "POST"
        assert request["content_type"].startswith("text/plain")
        assert request["headers"]["Origin"] == f"http://{shop}:{collector.site.port}"
        assert request["headers"]["Host"] == f"{tag_host}:{collector.site.port}"
        assert "Cookie" not in request["headers"]
        assert "Authorization" not in request["headers"]
        assert json.loads(request["body"])["api_key"] == collector.api_key
    others = [r for r in collector.site.requests() if shop in r["headers"].get("Origin", "")]
    assert [r["method"] for r in others] == ["POST"] * len(collector.requests())


def test_api_host_sends_them_elsewhere(visit: Visit, collector: Collector) -> None:
    elsewhere = f"http://collector-{uuid.uuid4().hex[:8]}.test:{collector.site.port}"
    page = visit(attributes={"api-host": elsewhere})
    flush(page)
    collector.wait_for("$pageview")
    (request,) = collector.requests()
    assert f"http://{request['headers']['Host']}" == elsewhere


def test_a_slash_at_the_end_of_api_host_does_no_harm(visit: Visit, collector: Collector) -> None:
    elsewhere = f"http://collector-{uuid.uuid4().hex[:8]}.test:{collector.site.port}/"
    flush(visit(attributes={"api-host": elsewhere}))
    collector.wait_for("$pageview")
    assert [request["address"].split("?")[0] for request in collector.requests()] == ["/batch/"]
