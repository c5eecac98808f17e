"""Whether the terminal draws “ and ① in one cell or in two: it is asked once, by where the cursor stands after one.

The question is written when the prompt first has the terminal to itself, and erased at once; the answer comes in as a
key, so nothing waits for a terminal that gives none, and nothing that is typed meanwhile is lost.
"""

from collections.abc import Callable

from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output

__all__ = ["inquire"]

_QUESTION = "\r“\x1b[6n\r\x1b[K"
_ONE, _TWO = 2, 3
"""Columns of the cursor, from 1, after a sign of one cell and of two."""


def inquire(app: "Application[str]", keys: KeyBindings, found: Callable[[bool], None]) -> None:
    """Ask with the first drawing of the prompt; ``found`` hears whether it is two cells."""
    state = {"asked": False, "told": False}

    def ask(_: "Application[str]") -> None:
        if not state["asked"] and app.output.responds_to_cpr:
            _write(app.output)
        state["asked"] = True

    def answer(event: KeyPressEvent) -> None:
        row, column = map(int, event.data[2:-1].split(";"))
        if not state["told"] and column in {_ONE, _TWO}:
            state["told"] = True
            found(column == _TWO)
        event.app.renderer.report_absolute_cursor_row(row)

    keys.add(Keys.CPRResponse, save_before=lambda _: False)(answer)
    app.before_render += ask


def _write(output: Output) -> None:
    output.write_raw(_QUESTION)
    output.flush()
