import base64
import gzip
import hashlib
import json

import brotli
from periscale_build.manifest import manifest_json, snippet_html

FILES = {"periscale.min.js": b"a" * 1000 + "é".encode(), "periscale.js": b"b"}


def test_the_manifest_describes_each_file() -> None:
    manifest = json.loads(manifest_json(FILES, "1.2.3"))
    assert manifest["version"] == "1.2.3"
    assert list(manifest["files"]) == ["periscale.js", "periscale.min.js"]
    described = manifest["files"]["periscale.min.js"]
    content = FILES["periscale.min.js"]
    assert described["bytes"] == {
        "raw": 1002,
        "gzip": len(gzip.compress(content, 9)),
        "brotli": len(brotli.compress(content)),
    }
    algorithm, _, digest = described["integrity"].partition("-")
    assert base64.b64decode(digest) == hashlib.new(algorithm, content).digest()


def test_the_snippet_comes_plain_first_then_pinned() -> None:
    snippet = snippet_html(FILES, "1.2.3")
    plain, pinned = snippet.split("<script")[1:]
    assert "periscale.min.js" in plain
    assert 'data-api-key="sb_live_' in plain
    assert "integrity=" not in plain.split("</script>")[0]
    integrity = json.loads(manifest_json(FILES, "1.2.3"))["files"]["periscale.min.js"]["integrity"]
    assert f'integrity="{integrity}" crossorigin="anonymous"' in pinned
