"""`python -m kg` and `kg`: the command line, with the shell behind `kg shell`."""

import os
import sys
from importlib import util
from typing import TYPE_CHECKING

for _name in ("inspect", "ipaddress"):
    # dataclasses and pathlib import them for what a start never does; so they are loaded when that is done
    _spec = util.find_spec(_name)
    if _spec is not None and _spec.loader is not None and _name not in sys.modules:
        _spec.loader = util.LazyLoader(_spec.loader)
        sys.modules[_name] = util.module_from_spec(_spec)
        _spec.loader.exec_module(sys.modules[_name])

from kg import cli  # noqa: E402 - after what it would load

if TYPE_CHECKING:
    from kg.commands.command import Script
    from kg.settings import Settings

__all__ = ["main"]


def main() -> int:
    """Run the command line on the process's own words; leave an engine that still works where it is."""
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
