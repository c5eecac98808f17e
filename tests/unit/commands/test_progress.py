"""The build's progress line."""

import io

from kg import messages
from kg.commands.progress import Progress
from kg.width import cells


def bar(*, shown=True, width=80):
    talk = io.StringIO()
    progress = Progress(talk, lambda key, **fields: messages.say(f"ui.{key}", "zh", **fields), width, shown)
    progress.began -= 2.0
    return progress, talk


def test_progress_is_silent_where_nobody_watches():
    """A pipe or file gets no control characters."""
    progress, talk = bar(shown=False)
    progress.start()
    progress(1, 2, "a.txt", 100)
    progress.clear()
    assert talk.getvalue() == ""


def test_progress_tells_files_name_and_keeps_to_the_width():
    """Done, in all, the current file; never wider than the terminal."""
    progress, _ = bar(width=60)
    line = progress.line(3, 10, "创新驱动要参第五十四期全文最终版本.txt", 12_000)
    assert "3/10" in line
    assert "创新" in line
    assert cells(line) < 60


def test_progress_on_a_narrow_terminal_leaves_the_bar_away():
    """Twenty columns still tell how far it is."""
    progress, _ = bar(width=20)
    line = progress.line(3, 10, "a.txt", 12_000)
    assert line.startswith("3/10")
    assert cells(line) < 20


def test_progress_after_the_last_file_says_what_goes_on():
    """Joining the graph takes its time too."""
    progress, _ = bar()
    assert "正在写入图谱" in progress.line(2, 2, "b.txt", 10)


def test_progress_shows_control_characters_of_a_file_name():
    """A file name cannot move the cursor."""
    progress, _ = bar(width=200)
    assert "\x1b" not in progress.line(1, 2, "a\x1b[2J.txt", 1)


def test_progress_draws_over_itself_and_clears():
    """The line is gone at the end."""
    progress, talk = bar()
    progress(2, 2, "a.txt", 5)
    progress.clear()
    assert talk.getvalue().startswith("\r\x1b[K")
    assert talk.getvalue().endswith("\r\x1b[K")
