"""A web server for the measurements: the page, the scripts, an endpoint. Never keeps an event."""

import gzip
import json
import threading
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit

JAVASCRIPT = "text/javascript; charset=utf-8"


class Host:
    """`origin` serves `pages` and `scripts` by their paths, and takes in what is posted.

    `received` are the bodies, in order; what is asked for and not there is in `missing`.
    """

    def __init__(self, origin: str, pages: Mapping[str, str], scripts: Mapping[str, Path]) -> None:
        self.origin = origin
        self.pages = pages
        self.scripts = scripts
        self.received: list[bytes] = []
        self.missing: set[str] = set()

    def events(self) -> list[str]:
        """The names of the events in what was received."""
        return [event["event"] for body in self.received for event in events_of(body)]


@contextmanager
def running_host(pages: Mapping[str, str], scripts: Mapping[str, Path]) -> Iterator[Host]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path
            if path in host.pages:
                self.answer(host.pages[path].encode(), "text/html; charset=utf-8")
            elif path in host.scripts:
                self.answer(host.scripts[path].read_bytes(), JAVASCRIPT)
            else:
                host.missing.add(path)
                self.answer(b"{}", "application/json")

        def do_POST(self) -> None:
            host.received.append(self.rfile.read(int(self.headers["Content-Length"] or 0)))
            self.answer(b'{"status":1}', "application/json")

        def answer(self, body: bytes, kind: str) -> None:
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """A page that went away does not wait for its answer."""

    with Server(("127.0.0.1", 0), Handler) as server:
        # A host with a domain, as sites have one: an address takes no cookies for a domain, and
        # libraries that try lose time. Browsers map the name to this machine and trust it.
        host = Host(f"http://bench.localhost:{server.server_port}", pages, scripts)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield host
        server.shutdown()


def events_of(body: bytes) -> list[dict[str, Any]]:
    """The events of a request of either library: JSON, also gzipped, also as a form's field."""
    if body.startswith(b"\x1f\x8b"):
        body = gzip.decompress(body)
    if body.startswith(b"data="):
        body = b64decode(unquote_to_bytes(body.removeprefix(b"data=")))
    content = json.loads(body)
    if isinstance(content, list):
        return content
    return list(content["batch"]) if "batch" in content else [content]
