"""Identity as a model: whatever the order of the calls, ids, groups and super properties fit.

Hypothesis makes sequences of calls; a real page runs them; a dozen lines of Python say what has to
arrive at the collector, and nothing else may.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from tests.browser.arrivals import Collector
from tests.browser.matching import ABSENT, differences
from tests.browser.visitor import Visitor, flush
from tests.site import Site

IDS = st.sampled_from(["ann", "bob", "user 3"])
PROPERTIES = st.dictionaries(st.sampled_from(["plan", "city"]), st.sampled_from([1, "x", True]))
CALLS = st.one_of(
    st.tuples(st.just("identify"), IDS, PROPERTIES),
    st.tuples(st.just("alias"), st.sampled_from(["other", "third"])),
    st.tuples(st.just("group"), st.sampled_from(["team", "firm"]), IDS, PROPERTIES),
    st.tuples(st.just("setSuperProperties"), PROPERTIES),
    st.tuples(st.just("unsetSuperProperty"), st.sampled_from(["plan", "city"])),
    st.tuples(st.just("track"), st.just("thing"), PROPERTIES),
    st.tuples(st.just("reset")),
    st.tuples(st.just("reload")),
)
NEW = "a new anonymous id"


@dataclass
class Model:
    """What the tag has to know and to send, without any of its mechanics."""

    anonymous: str
    distinct: str = ""
    person: dict[str, Any] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)
    group_properties: dict[str, dict[str, Any]] = field(default_factory=dict)
    super_properties: dict[str, Any] = field(default_factory=dict)
    sent: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.distinct = self.anonymous

    def send(self, event: str, **properties: Any) -> None:
        common = {
            "distinct_id": self.distinct,
            "$device_id": self.anonymous,
            "$is_identified": self.distinct != self.anonymous,
            "$groups": dict(self.groups) or ABSENT,
            **{name: self.super_properties.get(name, ABSENT) for name in ("plan", "city")},
        }
        self.sent.append({"event": event, "properties": {**common, **properties}})

    def identify(self, distinct_id: str, properties: dict[str, Any]) -> None:
        if distinct_id == self.distinct:
            if any(self.person.get(k, ABSENT) is not v for k, v in properties.items()):
                self.person |= properties
                self.send("$set", **{"$set": properties})
            return
        was_anonymous = self.distinct == self.anonymous
        self.distinct, self.person = distinct_id, dict(properties)
        if was_anonymous:
            anonymous = {"$anon_distinct_id": self.anonymous}
            self.send("$identify", **anonymous, **{"$set": properties})
        elif properties:
            self.send("$set", **{"$set": properties})

    def alias(self, new_id: str) -> None:
        self.send("$create_alias", alias=new_id)

    def group(self, type_: str, key: str, properties: dict[str, Any]) -> None:
        is_new = self.groups.get(type_) != key
        known = {} if is_new else self.group_properties.get(type_, {})
        changed = any(known.get(k, ABSENT) is not v for k, v in properties.items())
        if is_new or changed:
            self.groups[type_] = key
            self.group_properties[type_] = known | properties
            names = {"$group_type": type_, "$group_key": key, "$group_set": properties}
            self.send("$groupidentify", **names)

    def reset(self, anonymous: str) -> None:
        sent = self.sent
        self.__init__(anonymous)  # type: ignore[misc]  # everything anew but what was sent
        self.sent = sent


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(calls=st.lists(CALLS, min_size=1, max_size=8))
def test_every_sequence_of_calls(
    site: Site, browser: Browser, calls: list[tuple[Any, ...]]
) -> None:
    collector = Collector(site, f"sb_live_{uuid.uuid4().hex[:16]}")
    visitor = Visitor(browser, collector)
    try:
        page = visitor.visit(attributes={"capture-pageview": "false"})
        model = Model(page.evaluate("periscale.getDistinctId()"))
        for name, *arguments in calls:
            if name == "reload":
                flush(page)
                page.reload()
                continue
            page.evaluate("([name, args]) => { periscale[name](...args); }", [name, arguments])
            if name == "reset":
                model.reset(page.evaluate("periscale.getDistinctId()"))
            elif name == "track":
                model.send("thing", **arguments[1])
            elif name == "setSuperProperties":
                model.super_properties |= arguments[0]
            elif name == "unsetSuperProperty":
                model.super_properties.pop(arguments[0], None)
            else:
                getattr(model, name)(*arguments)
            assert page.evaluate("periscale.getDistinctId()") == model.distinct
            assert page.evaluate("periscale.getSuperProperties()") == model.super_properties
        page.evaluate("() => { periscale.track('end'); }")
        model.send("end")
        flush(page)
        arrived = collector.wait_for(*(event["event"] for event in model.sent))
        assert not differences(arrived, model.sent)
        visitor.expect_no_problem()
    finally:
        visitor.context.close()
