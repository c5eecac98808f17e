"""Settings: four sources, the nearer the stronger, each value with its origin."""

import pytest

from kg import settings
from kg.errors import UsageError


def load(tmp_path, flags=None, **environ):
    return settings.load(flags=flags or {}, environ={"HOME": str(tmp_path / "home"), **environ}, folder=tmp_path)


def test_load_without_sources_gives_defaults(tmp_path):
    """The graph is ./kg-graph, the language Chinese."""
    found = load(tmp_path)
    assert (str(found.graph), found.lang, found.timeout) == ("kg-graph", "zh", 60.0)
    assert found.values["graph"].origin == "default"


def test_load_prefers_flag_to_environment_to_file(tmp_path):
    """Each source hides the weaker one and tells where it stands."""
    (tmp_path / "kg.toml").write_text('graph = "filed"\nlang = "en"\njobs = 3\n', encoding="utf-8")
    found = load(tmp_path, {"graph": "flagged"}, KG_GRAPH="variable", KG_LANG="zh")
    assert (str(found.graph), found.lang, found.jobs) == ("flagged", "zh", 3)
    assert found.values["lang"].place == "KG_LANG"
    assert found.values["jobs"].place.endswith("kg.toml")


def test_load_reads_the_users_file_where_the_folder_has_none(tmp_path):
    """~/.config/kg/config.toml counts everywhere."""
    folder = tmp_path / "home" / ".config" / "kg"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('format = "csv"\n', encoding="utf-8")
    assert load(tmp_path).format == "csv"


def test_load_takes_no_color_as_never(tmp_path):
    """NO_COLOR is a setting with an origin like any other."""
    assert load(tmp_path, NO_COLOR="1").colour == "never"


@pytest.mark.parametrize(
    ("content", "key"),
    [('grahp = "x"', "unknown_setting"), ("graph = ", "settings_unreadable"), ('lang = "fr"', "bad_setting")],
)
def test_load_refuses_what_it_cannot_use(tmp_path, content, key):
    """A slip in the file is named with the file."""
    (tmp_path / "kg.toml").write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load(tmp_path)
    assert caught.value.key == key


def test_changed_gives_new_settings_and_leaves_the_old(tmp_path):
    """A change in the shell makes a new record."""
    old = load(tmp_path)
    assert old.changed(lang="en").lang == "en"
    assert old.lang == "zh"


def test_timeout_zero_is_no_limit(tmp_path):
    """0 switches the deadline off."""
    assert load(tmp_path, {"timeout": "0"}).timeout is None
