"""What Clerk says where a platform has less room than a card or a form asks for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FittingTexts:
    """Phrases of whatever is shown in part, or in another shape; part of a language's `Texts`.

    `left_out` is said of what a message has no room for, `more_rows` of a table, `in_file` of a
    code `{title}`. `rows` names the `{first}` to the `{last}` row of a table that is written in
    as text, `one_line_a_row` says how, with the `{columns}`; `unseen` how a sign is written that
    cannot be seen. `too_much` is said of inputs that a form has no room for, `cell` of a
    `{mistake}` in one of a table, `more_mistakes` of those that are not named.
    """

    left_out: str
    more_rows: str
    in_file: str
    cancel: str
    choose: str
    no_choice: str
    rows: str
    one_line_a_row: str
    unseen: str
    too_much: str
    cell: str
    more_mistakes: str


ENGLISH_FITTING = FittingTexts(
    left_out="There is no room for the rest here: it is in the JSON file in this thread.",
    more_rows="… and {count} more rows; all of them are in the JSON file in this thread.",
    in_file="{title}: in the file in this thread.",
    cancel="Cancel",
    choose="Choose",
    no_choice="(nothing)",
    rows="{label}: {first}–{last}",
    one_line_a_row="One line for each row: {columns}. Leave out a line to take out its row, add "
    "one to add a row. Write \\| for a bar within a value.",
    unseen="Signs that cannot be seen are written out, such as \\u200b.",
    too_much="There is too much of this to be edited here, so it stays as it is: {names}. Whoever "
    "runs Clerk can change it with: review edit.",
    cell="Row {row}, {column}: {mistake}",
    more_mistakes="… and {count} more.",
)

CHINESE_FITTING = FittingTexts(
    left_out="其余内容此处放不下，请见本话题中的 JSON 文件。",
    more_rows="……另有 {count} 行，全部内容见本话题中的 JSON 文件。",
    in_file="{title}：见本话题中的文件。",
    cancel="取消",
    choose="请选择",
    no_choice="（无）",
    rows="{label}：{first}–{last}",
    one_line_a_row="每行文字对应表格的一行：{columns}。删去一行即删除，添上一行即新增。"
    "内容中的竖线写作 \\|。",
    unseen="看不见的字符以转写形式显示，例如 \\u200b。",
    too_much="以下内容过多，无法在此修改，将保持原样：{names}。"
    "Clerk 的管理员可用 review edit 命令修改。",
    cell="第 {row} 行，{column}：{mistake}",
    more_mistakes="……另有 {count} 处。",
)
