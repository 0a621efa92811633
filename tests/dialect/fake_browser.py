"""The module `js` for CPython: what typings/js.pyi of the programs declares, as plain Python.

`fake_browser.mjs` says the same in JavaScript.
"""

import re
from collections.abc import Generator, Iterator


class Bag:
    def __init__(self, name: str = "unnamed") -> None:
        self.name = name
        self.dynamic: dict[str, str] = {}

    def items(self) -> str:
        return "items"

    def get(self, key: str) -> str:
        return "get " + key

    def update(self, value: str) -> str:
        return "update " + value

    def copy(self) -> str:
        return "copy"

    def sort(self) -> str:
        return "sort"

    def append(self, value: str) -> str:
        return "append " + value

    def pop(self) -> str:
        return "pop"

    def __contains__(self, key: str) -> bool:
        return key in self.dynamic

    def __getitem__(self, key: str) -> str:
        return self.dynamic[key]

    def __setitem__(self, key: str, value: str) -> None:
        self.dynamic[key] = value

    def __delitem__(self, key: str) -> None:
        del self.dynamic[key]

    def __iter__(self) -> Iterator[str]:
        return iter(["one", "two"])


class Problem(Exception):
    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Pattern:
    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern = re.compile(pattern, re.IGNORECASE if "i" in flags else 0)

    def test(self, text: str) -> bool:
        return self.pattern.search(text) is not None

    def sub(self, replacement: str, text: str) -> str:
        return self.pattern.sub(replacement, text)


class Later:
    def __init__(self, value: int) -> None:
        self.value = value

    def __await__(self) -> Generator[object, object, int]:
        yield from ()
        return self.value


undefined = None
later = Later


def typeof(value: object) -> str:
    return "string" if isinstance(value, str) else "object"


def truthy(value: object) -> bool:
    return bool(value)


def regex(pattern: str, flags: str = "") -> Pattern:
    return Pattern(pattern, flags)


def fail(message: str) -> None:
    raise Exception(message)
