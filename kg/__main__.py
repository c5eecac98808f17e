"""`python -m kg` and `kg`: the command line, with the shell behind `kg shell`."""

import sys

from kg import cli
from kg.settings import Settings

__all__ = ["main"]


def main() -> int:
    """Run the command line on the process's own words."""
    return cli.main(sys.argv[1:], shell=_shell)


def _shell(settings: Settings) -> int:
    """Load the prompt only when it is asked for."""
    from kg import shell

    return shell.run(settings)


if __name__ == "__main__":
    sys.exit(main())
