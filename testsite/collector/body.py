"""Read a batch's body as text: media type, size limits, gzip. Never looks inside the text."""

import zlib
from collections.abc import Iterator

from flask import g, request
from werkzeug.exceptions import RequestEntityTooLarge

from testsite.collector.refusal import Refusal

MAX_SENT_BYTES = 1024 * 1024
MAX_TEXT_BYTES = 8 * 1024 * 1024
# A client still writing when the connection closes never sees the answer, so what is too
# large is read to its end, up to this much.
MAX_DRAINED_BYTES = 32 * 1024 * 1024
CHUNK_BYTES = 64 * 1024
MEDIA_TYPES = ("text/plain", "application/json")
GZIP_WBITS = 16 + zlib.MAX_WBITS


def read_batch_bytes() -> bytes:
    """The decompressed body of the current request, read once. Raises Refusal 400, 413 or 415."""
    if "batch_bytes" not in g:
        _require_json_media_type()
        is_gzip = _is_gzip()
        sent = _read_sent_bytes()
        g.sent_bytes = len(sent)
        g.batch_bytes = _gunzip(sent) if is_gzip else sent
    return bytes(g.batch_bytes)


def refuse_huge_body() -> None:
    """Guard for every route: the server would read an ignored body whole into memory."""
    if (request.content_length or 0) > MAX_DRAINED_BYTES:
        raise RequestEntityTooLarge


def _require_json_media_type() -> None:
    charset = request.mimetype_params.get("charset", "utf-8").lower()
    if request.mimetype not in MEDIA_TYPES or charset != "utf-8":
        raise Refusal(
            415,
            f"Content-Type {request.headers.get('Content-Type', '(none)')!r} is not understood: "
            "send JSON in UTF-8 as text/plain or application/json.",
        )


def _is_gzip() -> bool:
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding not in ("gzip", "identity"):
        raise Refusal(415, f"Content-Encoding {encoding!r} is not understood: send gzip or none.")
    compression = request.args.get("compression")
    if compression not in (None, "gzip-js"):
        raise Refusal(
            400, f"compression={compression} is not understood: gzip-js is the only one, or none."
        )
    return encoding == "gzip" or compression == "gzip-js"


def _read_sent_bytes() -> bytes:
    chunks: list[bytes] = []
    size = 0
    for chunk in _stream():
        size += len(chunk)
        if size <= MAX_SENT_BYTES:
            chunks.append(chunk)
        elif size > MAX_DRAINED_BYTES:
            break
    if size > MAX_SENT_BYTES:
        raise Refusal(
            413, f"The body is larger than {MAX_SENT_BYTES} bytes: split the batch in two."
        )
    if size < (request.content_length or 0):
        raise _cut_off()
    return b"".join(chunks)


def _stream() -> Iterator[bytes]:
    try:
        while chunk := request.stream.read(CHUNK_BYTES):
            yield chunk
    except (OSError, ValueError) as error:  # connection lost, too slow, or wrong chunks
        raise _cut_off() from error


def _cut_off() -> Refusal:
    return Refusal(400, "The body broke off on the way: send the batch again.")


def _gunzip(sent: bytes) -> bytes:
    """Decompress no further than the limit, whatever the body claims to hold."""
    gunzip = zlib.decompressobj(GZIP_WBITS)
    try:
        text = gunzip.decompress(sent, MAX_TEXT_BYTES + 1)
    except zlib.error as error:
        raise Refusal(
            400, f"The body is announced as gzip but is not ({error}): send gzip or plain JSON."
        ) from error
    if len(text) > MAX_TEXT_BYTES:
        raise Refusal(
            413,
            f"The body is larger than {MAX_TEXT_BYTES} bytes once decompressed: "
            "split the batch in two.",
        )
    if not gunzip.eof or gunzip.unused_data:
        raise Refusal(400, "The gzip body is cut off or has bytes after its end: send it whole.")
    return text
