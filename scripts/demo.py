"""`make demo`: build the sample bulletins, then ask what an analyst would ask; every command shown can be typed."""

import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GRAPH = "demo-graph"
STEPS = (
    ("读十二期样刊，建成一张图", ("build", "data/bulletins", "--graph", GRAPH)),
    ("图里有哪些期", ("issues", "--graph", GRAPH, "--format", "table")),
    (
        "各省人工智能最高单项资助，后面是原文",
        ("query", "--saved", "highest-support", "--graph", GRAPH, "--format", "table"),
    ),
    ("“1350”由哪几级构成", ("query", "--saved", "tiers-of", "--graph", GRAPH, "--format", "table")),
    ("工业和信息化部和福建省怎么连起来", ("path", "工业和信息化部", "福建省", "--top", "2", "--graph", GRAPH)),
    ("为什么说 “1350” 体系有这些数", ("why", "“1350”高能级新型研发机构体系", "--graph", GRAPH)),
)


def main() -> int:
    """Run the steps; stop at the first that fails."""
    kg = Path(sys.executable).with_name("kg")
    for title, arguments in STEPS:
        print(f"\n\033[1m■ {title}\033[0m\n$ kg {shlex.join(arguments)}", flush=True)
        code = subprocess.run([kg, *arguments], cwd=ROOT, check=False).returncode
        if code:
            return code
    print(f"\n接着试：.venv/bin/kg shell --graph {GRAPH}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
