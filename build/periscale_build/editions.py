"""The two editions of the tag, each with the entry it is built from and the globals it may set.

Never builds one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """`name` is what its files are called; `main` is the module of tag_src to start from."""

    name: str
    main: str
    globals: tuple[str, ...]

    @property
    def minified(self) -> str:
        return f"{self.name}.min.js"

    @property
    def readable(self) -> str:
        return f"{self.name}.js"


FULL = Edition(
    "periscale",
    "main",
    ("periscale", "heap", "UE", "userengage", "Upscope", "PeopleTrackingSDK"),
)
CORE = Edition("periscale.core", "main_core", ("periscale",))
EDITIONS = (FULL, CORE)
