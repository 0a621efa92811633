"""`alias` and `group`: which events they send, and what stays known afterwards."""

import pytest

from tests.browser.arrivals import Collector
from tests.browser.calling import run
from tests.browser.conftest import Visit
from tests.browser.matching import ABSENT
from tests.browser.visitor import Visitor, flush

pytestmark = pytest.mark.same_tab


def test_alias_of_the_present_id(visit: Visit, collector: Collector) -> None:
    anonymous_id = run(visit, "periscale.alias('new name'); periscale.track('after')")
    collector.expect_exactly(
        {
            "event": "$create_alias",
            "distinct_id": anonymous_id,
            "properties": {"alias": "new name", "distinct_id": anonymous_id},
        },
        {"event": "after", "distinct_id": anonymous_id},
    )


def test_alias_of_another_id(visit: Visit, collector: Collector) -> None:
    anonymous_id = run(visit, "periscale.alias('new name', 'old name'); periscale.track('after')")
    collector.expect_exactly(
        {
            "event": "$create_alias",
            "distinct_id": "old name",
            "properties": {"alias": "new name", "distinct_id": "old name"},
        },
        {"event": "after", "distinct_id": anonymous_id},
    )


@pytest.mark.parametrize("alias", ["''", "undefined", "null", "{}", "true"])
def test_alias_that_means_nothing_is_no_event(
    visitor: Visitor, visit: Visit, collector: Collector, alias: str
) -> None:
    visitor.ignore("[periscale]")
    run(visit, f"periscale.alias({alias}); periscale.track('after')")
    collector.wait_for("after")


def test_group(visit: Visit, collector: Collector) -> None:
    run(
        visit,
        """periscale.track('before'); periscale.group('company', 'c1', {size: 5});
        periscale.track('in one'); periscale.group('team', 't1'); periscale.track('in two')""",
    )
    company, both = {"company": "c1"}, {"company": "c1", "team": "t1"}
    collector.expect_exactly(
        {"event": "before", "properties": {"$groups": ABSENT}},
        {
            "event": "$groupidentify",
            "properties": {
                "$group_type": "company",
                "$group_key": "c1",
                "$group_set": {"size": 5},
            },
        },
        {"event": "in one", "properties": {"$groups": company}},
        {"event": "$groupidentify", "properties": {"$group_type": "team", "$group_key": "t1"}},
        {"event": "in two", "properties": {"$groups": both}},
    )


def test_group_again_only_when_something_is_new(visit: Visit, collector: Collector) -> None:
    run(
        visit,
        """periscale.group('company', 'c1', {size: 5}); periscale.group('company', 'c1', {size: 5});
        periscale.group('company', 'c1'); periscale.group('company', 'c1', {size: 6});
        periscale.group('company', 'c2'); periscale.track('after')""",
    )
    collector.expect_exactly(
        {"event": "$groupidentify", "properties": {"$group_key": "c1", "$group_set": {"size": 5}}},
        {"event": "$groupidentify", "properties": {"$group_key": "c1", "$group_set": {"size": 6}}},
        {"event": "$groupidentify", "properties": {"$group_key": "c2"}},
        {"event": "after", "properties": {"$groups": {"company": "c2"}}},
    )


def test_groups_are_remembered_until_reset(visit: Visit, collector: Collector) -> None:
    page = visit(attributes={"capture-pageview": "false"})
    page.evaluate("periscale.group('company', 'c1', {size: 5})")
    flush(page)
    visit(page=page, attributes={"capture-pageview": "false"})
    page.evaluate("periscale.group('company', 'c1', {size: 5}); periscale.track('later')")
    page.evaluate("periscale.reset(); periscale.track('after reset')")
    flush(page)
    collector.expect_exactly(
        {"event": "$groupidentify"},
        {"event": "later", "properties": {"$groups": {"company": "c1"}}},
        {"event": "after reset", "properties": {"$groups": ABSENT}},
    )


@pytest.mark.parametrize("arguments", ["", "'company'", "'', 'c1'", "'company', ''", "{}, 'c1'"])
def test_group_without_type_or_key_is_no_event(
    visitor: Visitor, visit: Visit, collector: Collector, arguments: str
) -> None:
    visitor.ignore("[periscale]")
    run(visit, f"periscale.group({arguments}); periscale.track('after')")
    collector.expect_exactly({"event": "after", "properties": {"$groups": ABSENT}})


@pytest.mark.parametrize("name", ["__proto__", "constructor", "prototype"])
def test_group_types_that_are_names_of_the_language(
    visitor: Visitor, visit: Visit, collector: Collector, name: str
) -> None:
    visitor.ignore("[periscale]")
    run(visit, f"periscale.group('{name}', 'c1'); periscale.track('after')")
    collector.wait_for_one("after")
