"""What can be set, and where each value came from: defaults ← kg.toml ← environment ← flags.

The file is ``kg.toml`` in the current folder, else ``kg/config.toml`` in the user's configuration folder. Nothing
below this module reads a setting by itself: values are handed in.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from kg.errors import UsageError
from kg.frozen import frozen, replace
from kg.typed import Literal

__all__ = ["SETTINGS", "Setting", "Settings", "Value", "load"]

Origin = Literal["default", "file", "environment", "flag"]


@frozen
class Setting:
    """One thing that can be set: its name in flags and files, its variable, its default, and what it accepts.

    ``pattern`` is what a value must match in full, ``wanted`` how that is told. One without a variable is set by hand
    alone: no file and no environment sends questions elsewhere.
    """

    name: str
    variable: str
    default: str
    choices: tuple[str, ...] = ()
    pattern: str = ""
    wanted: str = ""


@frozen
class Value:
    """A value with where it came from: the file or the variable, empty for defaults and flags."""

    text: str
    origin: Origin
    place: str = ""


_BACKGROUND = r"(?:0|1|0?\.[2-9]\d*|1\.0*)(?:[,，、][^,，、]+)*"

SETTINGS = (
    Setting("graph", "KG_GRAPH", "kg-graph"),
    Setting("lang", "KG_LANG", "zh", choices=("zh", "en")),
    Setting("lexicon", "KG_LEXICON", ""),
    Setting("jobs", "KG_JOBS", "1", pattern=r"[1-9]\d{0,3}", wanted="1, 2, 3 …"),
    Setting("timeout", "KG_TIMEOUT", "60", pattern=r"\d+(?:\.\d+)?", wanted="0, 1, 2.5 …"),
    Setting("memory", "KG_MEMORY", "4096", pattern=r"\d{1,9}", wanted="0, 512, 4096 … (MiB)"),
    Setting("format", "KG_FORMAT", ""),
    Setting("history", "KG_HISTORY", ""),
    Setting("colour", "KG_COLOUR", "auto", choices=("auto", "always", "never")),
    Setting("queries", "KG_QUERIES", ""),
    Setting("scope", "KG_SCOPE", ""),
    Setting("rows", "KG_ROWS", "40", pattern=r"\d{1,9}", wanted="0, 40, 200 …"),
    Setting("layout", "KG_LAYOUT", "auto", choices=("auto", "table", "vertical")),
    Setting("ambiguous", "KG_AMBIGUOUS", "auto", choices=("auto", "1", "2")),
    Setting("numbers", "KG_NUMBERS", "plain", choices=("plain", "wan")),
    Setting("iris", "KG_IRIS", "off", choices=("off", "on")),
    Setting("evidence", "KG_EVIDENCE", "off", choices=("off", "on")),
    Setting("pager", "KG_PAGER", "auto", choices=("auto", "off")),
    Setting("path-timeout", "KG_PATH_TIMEOUT", "5", pattern=r"\d+(?:\.\d+)?", wanted="0, 1, 2.5 …"),
    Setting("path-steps", "KG_PATH_STEPS", "100000", pattern=r"[1-9]\d{0,8}", wanted="1000, 100000 …"),
    Setting("path-ways", "KG_PATH_WAYS", "200", pattern=r"[1-9]\d{0,5}", wanted="50, 200 …"),
    Setting("background", "KG_BACKGROUND", "0.5,中国", pattern=_BACKGROUND, wanted="0, 0.2 … 1, 0.5,名称,名称"),
    Setting("endpoint", "", "off", pattern=r"off|https?://\S+", wanted="off, https://…"),
    Setting("timing", "KG_TIMING", "on", choices=("on", "off")),
)


@frozen
class Settings:
    """All values in force; every one knows its origin."""

    values: Mapping[str, Value]

    @property
    def graph(self) -> Path:
        """The graph folder."""
        return Path(self.values["graph"].text).expanduser()

    @property
    def lang(self) -> str:
        """The language of everything said to the reader."""
        return self.values["lang"].text

    @property
    def lexicon(self) -> Path | None:
        """The folder of the reader's own names, if any."""
        text = self.values["lexicon"].text
        return Path(text).expanduser() if text else None

    @property
    def jobs(self) -> int:
        """How many processes a build may use."""
        return int(self.values["jobs"].text)

    @property
    def timeout(self) -> float | None:
        """Seconds a question may take; none for no limit (0)."""
        return float(self.values["timeout"].text) or None

    @property
    def memory(self) -> int | None:
        """MiB of memory a question may take; none for no limit (0)."""
        return int(self.values["memory"].text) or None

    @property
    def format(self) -> str:
        """The format of answers, empty for the one that fits where the answer goes."""
        return self.values["format"].text

    @property
    def history(self) -> Path | None:
        """The file of past inputs of the shell, if set."""
        text = self.values["history"].text
        return Path(text).expanduser() if text else None

    @property
    def colour(self) -> str:
        """When to use colours: auto, always or never."""
        return self.values["colour"].text

    @property
    def queries(self) -> Path:
        """The folder of the reader's own saved queries."""
        return Path(self.values["queries"].text).expanduser()

    @property
    def scope(self) -> str:
        """The texts that questions look at, as the reader writes it; empty for all."""
        return self.values["scope"].text

    @property
    def rows(self) -> int | None:
        """How many rows a table on the screen shows; none for all (0)."""
        return int(self.values["rows"].text) or None

    @property
    def layout(self) -> str:
        """Tables or records one below the other, or whichever fits."""
        return self.values["layout"].text

    @property
    def ambiguous(self) -> str:
        """How many cells quotes and circled numbers take: 1, 2, or as the terminal says."""
        return self.values["ambiguous"].text

    @property
    def path_timeout(self) -> float | None:
        """Seconds a search for ways may take; none for no limit (0)."""
        return float(self.values["path-timeout"].text) or None

    @property
    def background(self) -> tuple[float, tuple[str, ...]]:
        """What is background of ways: the share of a relation's facts that makes it so (0: none); things by name."""
        share, *names = self.values["background"].text.replace("，", ",").replace("、", ",").split(",")
        return float(share), tuple(name.strip() for name in names)

    @property
    def endpoint(self) -> str:
        """The address of the SPARQL endpoint that is asked in place of the graph; empty for none."""
        return self.values["endpoint"].text.removeprefix("off")

    def on(self, name: str) -> bool:
        """Say whether a switch is on: ``numbers`` (large ones in 万), ``iris``, ``evidence``, ``pager``, ``timing``."""
        return self.values[name].text not in {"off", "plain"}

    def changed(self, **texts: str) -> "Settings":
        """Give these settings with some values set by hand, as flags are."""
        set_now = {name: _checked(name, Value(text, "flag")) for name, text in texts.items()}
        return replace(self, values=MappingProxyType({**self.values, **set_now}))


def load(*, flags: Mapping[str, str], environ: Mapping[str, str], folder: Path) -> Settings:
    """Join the four sources, the nearer to the reader the stronger."""
    values = {row.name: Value(row.default, "default") for row in SETTINGS}
    values["queries"] = Value(str(_home(environ) / "queries"), "default")
    values |= _from_file(folder, environ)
    values |= {
        row.name: Value(environ[row.variable], "environment", row.variable)
        for row in SETTINGS
        if row.variable and environ.get(row.variable)
    }
    if environ.get("NO_COLOR"):
        values["colour"] = Value("never", "environment", "NO_COLOR")
    values |= {name: Value(text, "flag") for name, text in flags.items()}
    return Settings(MappingProxyType({name: _checked(name, value) for name, value in values.items()}))


def _from_file(folder: Path, environ: Mapping[str, str]) -> dict[str, Value]:
    path = _file(folder, environ)
    if path is None:
        return {}
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageError("settings_unreadable", path=path, detail=str(problem)) from problem
    known = {row.name for row in SETTINGS if row.variable}
    for name in table:
        if name not in known:
            raise UsageError("unknown_setting", name=name, path=path, known="、".join(sorted(known)))
    return {name: Value(str(value), "file", str(path)) for name, value in table.items()}


def _file(folder: Path, environ: Mapping[str, str]) -> Path | None:
    places = (folder / "kg.toml", _home(environ) / "config.toml")
    return next((path for path in places if path.is_file()), None)


def _home(environ: Mapping[str, str]) -> Path:
    """Give the folder of the user's configuration."""
    return Path(environ.get("XDG_CONFIG_HOME") or Path(environ.get("HOME", "~")) / ".config") / "kg"


def _checked(name: str, value: Value) -> Value:
    if value.origin == "default":
        return value
    row = next(row for row in SETTINGS if row.name == name)
    chosen = not row.choices or value.text in row.choices
    if chosen and (not row.pattern or re.fullmatch(row.pattern, value.text, re.ASCII)):
        return value
    wanted = " | ".join(row.choices) or row.wanted
    raise UsageError("bad_setting", name=name, value=value.text, place=value.place or f"--{name}", wanted=wanted)
