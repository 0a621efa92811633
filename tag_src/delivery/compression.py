"""Compress bodies with gzip, outside the main thread. Never in time for a page that goes away."""

from js import Blob, CompressionStream, Response

MIN_CHARS = 1_024
"""Below this, gzip gains too little."""


async def compressed(text: str) -> str | Blob:
    """As gzip in a Blob; `text` itself where that is not worth it or not possible."""
    try:
        if len(text) > MIN_CHARS:
            stream = Blob([text]).stream().pipeThrough(CompressionStream("gzip"))
            return await Response(stream).blob()
    except Exception:
        pass
    return text
