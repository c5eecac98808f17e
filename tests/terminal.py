"""A shell on a real terminal, driven through tmux: keys in, the screen out."""

import shlex
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 20.0


class Screen:
    """One shell in one terminal of tmux."""

    def __init__(self, folder, graph, size, environ, lang):
        self.socket = str(folder / "tmux")
        variables = {"HOME": str(folder), "KG_LANG": lang, "TERM": "xterm-256color", **environ}
        words = [sys.executable, "-m", "kg", "shell", "--graph", str(graph)]
        line = " ".join(f"{name}={shlex.quote(value)}" for name, value in variables.items())
        command = f"cd {shlex.quote(str(ROOT))} && env -u NO_COLOR -u COLUMNS -u LINES {line} {shlex.join(words)}; echo left=$?; sleep 60"
        columns, rows = size
        self.tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), command)

    def tmux(self, *words, text=None):
        done = subprocess.run(
            ["tmux", "-u", "-S", self.socket, *words], input=text, capture_output=True, text=True, check=False
        )
        return done.stdout

    def keys(self, *names):
        for name in names:
            self.tmux("send-keys", name)

    def type(self, text):
        """Type a text; a semicolon at its end would end tmux's own command."""
        self.tmux("send-keys", "-l", f"{text[:-1]}\\;" if text.endswith(";") else text)

    def paste(self, text):
        self.tmux("load-buffer", "-", text=text)
        self.tmux("paste-buffer", "-p")

    def shown(self):
        return self.tmux("capture-pane", "-p", "-S", "-200")

    def wait(self, *texts):
        """Wait until all texts stand on the screen; give it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            shown = self.shown()
            if all(text in shown for text in texts):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"{texts} did not come:\n{self.shown()}")

    def close(self):
        self.tmux("kill-server")
