"""What the tests of the facades share: the browser tests' fixtures, and the table of all calls."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import (  # noqa: F401
    api_key,
    collector,
    new_visitor,
    pytest_configure,
    same_tab,
    site,
    tabs,
    visit,
    visitor,
)
from tests.facades.row import Check, Row, check_row


@pytest.fixture
def check(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Check:
    """Run a row of an API's table, and put it into the one printed at the end."""

    def run(api: str, row: Row, head: str = "") -> None:
        record_property("conformance", [api, row.label, row.result])
        check_row(request.getfixturevalue("visitor"), row, head)

    return run
