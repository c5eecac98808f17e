"""The commands, in the order of `.help`: one verb a file, for shell, command line, completion, help and docs alike.

A row is word, Chinese alias, where the verb exists ("both", "line", "shell"), and its module where that is called
otherwise. The rows are all that a start costs; a verb's module is loaded when the verb is meant.
"""

from importlib import import_module

from kg.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.commands.command import Command

    COMMANDS: tuple[Command, ...]

__all__ = ["COMMANDS", "VERBS", "load"]

VERBS: tuple[tuple[str, ...], ...] = (
    ("build", "构建", "both"),
    ("read", "读", "both"),
    ("remove", "移除", "both"),
    ("import", "导入", "both", "import_rdf"),
    ("issues", "期", "both"),
    ("show", "查看", "both"),
    ("query", "查询", "both"),
    ("queries", "常用查询", "both"),
    ("run", "运行", "both"),
    ("questions", "问题", "shell"),
    ("save", "保存", "shell"),
    ("unsave", "删除", "shell"),
    ("ask", "问", "both"),
    ("path", "路径", "both"),
    ("why", "依据", "both"),
    ("src", "来源", "both"),
    ("cite", "引用", "both"),
    ("new", "新增", "both"),
    ("stats", "统计", "both"),
    ("analyse", "分析", "both"),
    ("check", "存疑", "both"),
    ("chart", "图表", "both"),
    ("serve", "网页", "line"),
    ("export", "导出", "both"),
    ("shell", "", "line"),
    ("edit", "编辑", "shell"),
    ("explain", "解释", "shell"),
    ("timing", "计时", "shell"),
    ("config", "设置", "both"),
    ("prefixes", "前缀", "shell"),
    ("set", "设定", "shell"),
    ("scope", "范围", "shell"),
    ("evidence", "证据", "shell"),
    ("last", "上次结果", "shell"),
    ("once", "另存", "shell"),
    ("output", "输出到", "shell"),
    ("pipe", "|", "shell"),
    ("format", "格式", "shell"),
    ("lang", "语言", "shell"),
    ("tour", "导览", "shell"),
    ("help", "帮助", "shell"),
    ("quit", "退出", "shell"),
)


def load(name: str) -> "Command":
    """Load the command of a word of the table."""
    row = next(row for row in VERBS if row[0] == name)
    found: Command = import_module(f"kg.commands.{row[3:4][0] if row[3:] else name}").COMMAND
    return found


def __getattr__(name: str) -> "tuple[Command, ...]":
    """Load all commands when ``COMMANDS`` is asked for."""
    if name != "COMMANDS":
        raise AttributeError(name)
    return tuple(load(row[0]) for row in VERBS)
