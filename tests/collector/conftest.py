"""One site for all tests of a worker, and a key of its own for each test.

Never shared by two keys: what one test sends, no other sees.
"""

import uuid
from collections.abc import Iterator

import pytest

from tests.site import Site, running_site


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Checks at the end that no request of any test made the site fail."""
    with running_site(tmp_path_factory.mktemp("collector") / "events.sqlite3") as site:
        yield site
        log = site.log
    assert log == ""


@pytest.fixture
def api_key() -> str:
    return f"sb_test_{uuid.uuid4().hex}"
