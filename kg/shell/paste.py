"""Long pastes, taken in the time of their length: the editor's own reader looks through all of it at every piece."""

from prompt_toolkit.input import Input
from prompt_toolkit.input.vt100 import Vt100Input
from prompt_toolkit.input.vt100_parser import Vt100Parser
from prompt_toolkit.key_binding.key_processor import KeyPress
from prompt_toolkit.keys import Keys

__all__ = ["MOST", "patient"]

MOST = 100_000
"""Characters of a paste that can still be edited: every key draws the whole text anew."""
_END = "\x1b[201~"


def patient(source: Input) -> None:
    """Let an input read pastes that way."""
    if isinstance(source, Vt100Input):
        source.vt100_parser = _Parser(source.vt100_parser.feed_key_callback)


class _Parser(Vt100Parser):
    """The editor's parser of keys, but for what it does within a paste."""

    _pieces: tuple[list[str], str] = ([], "")

    def reset(self, request: bool = False) -> None:
        """Begin anew, outside of a paste."""
        super().reset(request)
        self._pieces = ([], "")

    def feed(self, data: str) -> None:
        """Take what was typed or pasted, up to where it came in one piece."""
        if not self._in_bracketed_paste:
            super().feed(data)
            return
        pieces, before = self._pieces
        pieces.append(data)
        near = before + data
        if _END not in near:
            self._pieces = pieces, near[1 - len(_END) :]
            return
        text, _, rest = "".join(pieces).partition(_END)
        self._in_bracketed_paste, self._pieces = False, ([], "")
        self.feed_key_callback(KeyPress(Keys.BracketedPaste, text))
        self.feed(rest)
