"""Where a pattern can match at all: around the signs that every match ends in. Far from them it need not be tried."""

import re
from collections.abc import Iterator

__all__ = ["near"]


def near(
    pattern: re.Pattern[str], clean: str, sign: re.Pattern[str], *, before: int, after: int = 0
) -> Iterator[re.Match[str]]:
    """Give the matches of a pattern, all of which begin at most ``before`` characters ahead of a sign and end with it.

    ``after`` is how far a pattern looks behind its end. A pattern that asks for the end of the text is not for this.
    """
    start, end = 0, -1
    for found in sign.finditer(clean):
        if found.start() - before > end:
            if end >= 0:
                yield from pattern.finditer(clean, start, end)
            start = max(0, found.start() - before)
        end = found.end() + after
    if end >= 0:
        yield from pattern.finditer(clean, start, end)
