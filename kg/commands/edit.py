"""`.edit [QUERY]`: write an input in the reader's own editor; what is saved there is run."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.commands.command import Arguments, Command, Context, Option, Outcome, Script
from kg.errors import UsageError

__all__ = ["COMMAND"]

_EDITORS = ("sensible-editor", "nano", "vi")


def _run(context: Context, arguments: Arguments) -> Outcome:
    """Open the editor on the text given, else on the input before, and hand over what comes back."""
    if not context.talk_terminal:
        raise UsageError("edit_without_terminal")
    begun = arguments.text("text") or context.typed
    with TemporaryDirectory(prefix="kg-") as folder:
        file = Path(folder, "query.rq")
        file.write_text(begun and f"{begun}\n", "utf-8")
        _edited(file)
        text = file.read_text("utf-8", errors="replace")
    if not text.strip():
        return Outcome(text=context.words("edit_empty") + "\n")
    context.say("edit_runs", text=text.strip())
    return Outcome(script=Script(text))


def _edited(file: Path) -> None:
    words = _editor()
    try:
        code = subprocess.run([*words, str(file)], check=False).returncode
    except OSError as problem:
        raise UsageError("no_editor", editor=words[0]) from problem
    if code:
        raise UsageError("editor_failed", editor=words[0], code=code)


def _editor() -> list[str]:
    named = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if named:
        return shlex.split(named)
    return [next((name for name in _EDITORS if shutil.which(name)), _EDITORS[-1])]


COMMAND = Command("edit", "编辑", _run, (Option("text", place=True, many=True),), where="shell", whole=True)
