"""Describes the built files to those who host them: sizes, integrity hashes, the lines to paste.

Never changes the files it describes.
"""

import base64
import hashlib
import json
from dataclasses import asdict

from periscale_build.bundle import MINIFIED
from periscale_build.measure import weigh

_SNIPPET = """\
<!-- Periscale {version}. Replace the host by yours and the key by your project's key. -->
<script src="https://YOUR-HOST/{file}" data-api-key="sb_live_YOUR_KEY" defer></script>

<!-- The same, pinned to exactly the file of this version: the browser refuses any other content.
     Use it when you host the file under an address that never changes its content, because an
     update of the file under this address would stop the tag until this line is updated too.
     The host has to send "Access-Control-Allow-Origin".
<script src="https://YOUR-HOST/{file}" data-api-key="sb_live_YOUR_KEY" defer
  integrity="{integrity}" crossorigin="anonymous"></script>
-->
"""


def integrity(content: bytes) -> str:
    """The value of a script element's `integrity` attribute (Subresource Integrity)."""
    return "sha384-" + base64.b64encode(hashlib.sha384(content).digest()).decode()


def manifest_json(files: dict[str, bytes], version: str) -> str:
    """The manifest: version, and for each file its bytes and integrity."""
    described = {
        name: {"bytes": asdict(weigh(content)), "integrity": integrity(content)}
        for name, content in sorted(files.items())
    }
    return json.dumps({"version": version, "files": described}, indent=2) + "\n"


def snippet_html(files: dict[str, bytes], version: str) -> str:
    """The script element to paste, in its plain and its pinned form."""
    return _SNIPPET.format(version=version, file=MINIFIED, integrity=integrity(files[MINIFIED]))


def vendor_snippet(template: str, version: str) -> str:
    """What pages paste that call a vendor's API. Braces of its JavaScript stay as they are."""
    return template.replace("{version}", version).replace("{file}", MINIFIED)
