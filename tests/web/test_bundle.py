"""The page's script as it is committed: what its manifest says, and what the sources make."""

import json
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest

from kg import resources
from kg.web import page
from kg.web.page import policy

ROOT = Path(__file__).parents[2]


def test_bundle_is_what_the_manifest_says() -> None:
    """Nobody changed the built files by hand."""
    told = json.loads(resources.data("web", "MANIFEST.json").read_text(encoding="utf-8"))
    for name, digest in told["sha256"].items():
        assert sha256(resources.data("web", name).read_bytes()).hexdigest() == digest


def test_bundle_is_what_the_sources_make() -> None:
    """Building again gives the committed files."""
    if not shutil.which("node") or not (ROOT / "webui" / "node_modules" / "esbuild").is_dir():
        pytest.skip("needs node and `npm ci` in webui")
    done = subprocess.run(
        ["node", "build.mjs", "--verify"], cwd=ROOT / "webui", capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_sources_never_write_markup() -> None:
    """Text from documents goes into the page as text: no source sets HTML."""
    for source in (ROOT / "webui" / "src").glob("*.ts"):
        text = source.read_text(encoding="utf-8")
        for word in ("innerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"):
            assert word not in text, source.name


def test_page_holds_hostile_data_inert() -> None:
    """Nothing in the data can end the element that holds it."""
    content = page({"label": "</script><script>alert(1)</script>\u2028<!--"}, "zh").decode()
    data = content.split('id="dataset">', 1)[1].split("</script>", 1)[0]
    assert json.loads(data)["label"] == "</script><script>alert(1)</script>\u2028<!--"
    assert "<" not in data


def test_policy_names_the_script_alone() -> None:
    """The policy allows one script by its hash and no source on the network."""
    rules = dict(rule.strip().split(" ", 1) for rule in policy(connect=False).split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].startswith("'sha256-")
    assert rules["connect-src"] == "'none'"
