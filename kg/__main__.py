"""`python -m kg` and `kg`: the command line, with the shell behind `kg shell`."""

import gc
import os
import sys

from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.commands.command import Script
    from kg.settings import Settings

__all__ = ["main"]

_RARELY = 20_000
"""New things between two looks for garbage; what a start loads is none."""


def main() -> int:
    """Run the command line on the process's own words; leave an engine that still works where it is."""
    gc.set_threshold(_RARELY)
    from kg import cli

    code = cli.main(sys.argv[1:], shell=_shell)
    if "kg.query.inline" in sys.modules:
        sys.stderr.flush()
        os._exit(code)
    return code


def _shell(settings: "Settings", given: "Script | None") -> int:
    """Load the shell only when it is asked for."""
    from kg import shell

    return shell.run(settings, given)


if __name__ == "__main__":
    sys.exit(main())
