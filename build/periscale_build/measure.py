"""Measures built files: bytes as they are, after gzip and after Brotli.

Never measures time.
"""

import gzip
from dataclasses import dataclass

import brotli


@dataclass(frozen=True, slots=True)
class Weight:
    """Bytes of one text over the wire."""

    raw: int
    gzip: int
    brotli: int

    def __sub__(self, other: "Weight") -> "Weight":
        return Weight(self.raw - other.raw, self.gzip - other.gzip, self.brotli - other.brotli)


def weigh(content: bytes) -> Weight:
    """Both compressors at their highest level, as a server with prepared files sends them."""
    return Weight(
        raw=len(content),
        gzip=len(gzip.compress(content, compresslevel=9, mtime=0)),
        brotli=len(brotli.compress(content, quality=11)),
    )
