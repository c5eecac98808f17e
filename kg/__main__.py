"""`python -m kg` and `kg`: the command line, with the shell behind `kg shell`."""

import sys
from typing import TYPE_CHECKING

from kg import cli

if TYPE_CHECKING:
    from kg.commands.command import Script
    from kg.settings import Settings

__all__ = ["main"]


def main() -> int:
    """Run the command line on the process's own words."""
    return cli.main(sys.argv[1:], shell=_shell)


def _shell(settings: "Settings", given: "Script | None") -> int:
    """Load the shell only when it is asked for."""
    from kg import shell

    return shell.run(settings, given)


if __name__ == "__main__":
    sys.exit(main())
