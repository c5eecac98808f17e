"""Run the sessions of the READMEs on a graph and compare, or with `--write` put what they print into the files."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"```console\n\$ (kg [^\n]+)\n(.*?)```", re.DOTALL)
FILES = ("README.md", "README.zh-CN.md")


def shown(command: str, graph: str) -> str:
    """Give what a command of the README prints, asked of the graph at hand."""
    words = [graph if word == "demo-graph" else word for word in shlex.split(command)[1:]]
    done = subprocess.run([sys.executable, "-m", "kg", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.rstrip("\n") + "\n"


def sessions(text: str, graph: str) -> list[tuple[str, str, str]]:
    """Give (command, what the text says, what the command prints) of every block."""
    return [(m[1], m[2], shown(m[1], graph)) for m in BLOCK.finditer(text)]


def main() -> int:
    """Rewrite the blocks of both files."""
    for name in FILES:
        path = ROOT / name
        text = path.read_text("utf-8")
        rewritten = BLOCK.sub(lambda m: f"```console\n$ {m[1]}\n{shown(m[1], 'demo-graph')}```", text)
        path.write_text(rewritten, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
