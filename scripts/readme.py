"""Run the sessions of the READMEs and of some pages on a graph and put what they print into the files."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```console\n\$ (kg [^\n]+)\n(.*?)```", re.DOTALL)
FILES = ("README.md", "README.zh-CN.md", "docs/paths.md")
BOTH = "2>&1"


def shown(command: str, graph: str) -> str:
    """Give what a command prints, asked of the graph at hand; what is said beside it only where that is asked for."""
    words = [graph if word == "demo-graph" else word for word in shlex.split(command)[1:]]
    said = subprocess.STDOUT if words[-1] == BOTH else subprocess.PIPE
    done = subprocess.run(
        [sys.executable, "-m", "kg", *(word for word in words if word != BOTH)],
        cwd=ROOT, env={**os.environ, "KG_GRAPH": graph}, stdout=subprocess.PIPE, stderr=said,
        text=True, check=True,
    )  # fmt: skip
    return done.stdout.rstrip("\n") + "\n"


def sessions(text: str, graph: str) -> list[tuple[str, str, str]]:
    """Give (command, what the text says, what the command prints) of every block."""
    return [(m[1], m[2], shown(m[1], graph)) for m in BLOCK.finditer(text)]


def main() -> int:
    """Rewrite the blocks of all files."""
    for name in FILES:
        path = ROOT / name
        text = path.read_text("utf-8")
        rewritten = BLOCK.sub(lambda m: f"```console\n$ {m[1]}\n{shown(m[1], 'demo-graph')}```", text)
        path.write_text(rewritten, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
