"""The explorer as one HTML file: bundle, style and data in it, nothing fetched, nothing run that is not ours.

The policy allows exactly the scripts whose hashes it names; the data is inert JSON. The same page asks a server for its
data when ``address`` is given.
"""

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from kg import messages, resources
from kg.export.marked import safe

__all__ = ["HEAVY", "page", "policy"]

HEAVY = 4_000_000
"""Data of more characters than this is packed; browsers unpack it themselves."""

_INERT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def page(data: Mapping[str, Any] | None, lang: str, *, address: str = "") -> bytes:
    """Give the page with its data, or with the ``address`` on its own server where the data is."""
    script = resources.data("web", "app.js").read_text(encoding="utf-8")
    style = resources.data("web", "app.css").read_text(encoding="utf-8")
    body, packed = _written(data)
    where = f' data-from="{safe(address)}"' if address else ' data-packed="gzip"' if packed else ""
    lines = (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy(connect=bool(address))}">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<link rel="icon" href="data:,">',
        f"<title>{safe(messages.say('web.title', lang))}</title><style>{style}</style></head>",
        f'<body>\n<div id="app"></div>\n<script type="application/json" id="dataset"{where}>{body}</script>',
        f"<script data-bundle>{script}</script>\n</body></html>\n",
    )
    return "\n".join(lines).encode("utf-8")


def policy(*, connect: bool) -> str:
    """Give the content security policy: our script by hash, no other; ``connect`` lets it ask its own server."""
    script = resources.data("web", "app.js").read_text(encoding="utf-8")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    reach = "'self'" if connect else "'none'"
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; img-src data: blob:; "
        f"worker-src blob:; connect-src {reach}; base-uri 'none'; form-action 'none'"
    )


def _written(data: Mapping[str, Any] | None) -> tuple[str, bool]:
    if data is None:
        return "", False
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if len(text) <= HEAVY:
        return text.translate(_INERT), False
    return b64encode(gzip.compress(text.encode(), mtime=0)).decode(), True
