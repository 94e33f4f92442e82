"""What Clerk says where a platform has less room than a card or a form asks for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FittingTexts:
    """Phrases of whatever is shown in part, or in another shape; part of a language's `Texts`.

    `left_out` is said of what a message has no room for, `more_rows` of a table, `in_file` of a
    code `{title}`. `rows` names the `{first}` to the `{last}` row of a table that is written in
    as text, `one_line_a_row` says how, with the `{columns}`; `unseen` how a sign is written that
    cannot be seen. `too_much` is said of inputs that a form has no room for, `first_rows` of a
    table whose others it has none for, `cell` of a `{mistake}` in one of a table, `more_mistakes`
    of those that are not named. `shortened` is said
    of a card that is in no file; `rows_shown` of a page of a table, the `{first}` to the `{last}`
    of `{count}` rows; `needed` at an input that is to be filled in,
    `rows_as_inputs` at a table of inputs.
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
    first_rows: str
    cell: str
    more_mistakes: str
    shortened: str
    rows_shown: str
    earlier_rows: str
    further_rows: str
    back: str
    needed: str
    rows_as_inputs: str


ENGLISH_FITTING = FittingTexts(
    left_out="There is no room for the rest here: it is in the JSON file below.",
    more_rows="… and {count} more rows; all of them are in the JSON file below.",
    in_file="{title}: in the file below.",
    cancel="Cancel",
    choose="Choose",
    no_choice="(nothing)",
    rows="{label}: {first}–{last}",
    one_line_a_row="One line for each row: {columns}. Leave out a line to take out its row, add "
    "one to add a row. Write \\| for a bar within a value.",
    unseen="Signs that cannot be seen are written out, such as \\u200b.",
    too_much="There is too much of this to be edited here, so it stays as it is: {names}. Whoever "
    "runs Clerk can change it with: review edit.",
    first_rows="the first {shown} of {total} rows. There is no room for the others here, so they "
    "stay as they are. Whoever runs Clerk can change them with: review edit.",
    cell="Row {row}, {column}: {mistake}",
    more_mistakes="… and {count} more.",
    shortened="There is no room for all of it here: what ends in … goes on.",
    rows_shown="Rows {first}–{last} of {count}",
    earlier_rows="Earlier rows",
    further_rows="Further rows",
    back="Back",
    needed="This is needed.",
    rows_as_inputs="Empty a row to take it out; fill in an empty one to add it.",
)

CHINESE_FITTING = FittingTexts(
    left_out="其余内容此处放不下，请见下方的 JSON 文件。",
    more_rows="……另有 {count} 行，全部内容见下方的 JSON 文件。",
    in_file="{title}：见下方的文件。",
    cancel="取消",
    choose="请选择",
    no_choice="（无）",
    rows="{label}：{first}–{last}",
    one_line_a_row="每行文字对应表格的一行：{columns}。删去一行即删除，添上一行即新增。"
    "内容中的竖线写作 \\|。",
    unseen="看不见的字符以转写形式显示，例如 \\u200b。",
    too_much="以下内容过多，无法在此修改，将保持原样：{names}。"
    "Clerk 的管理员可用 review edit 命令修改。",
    first_rows="此处只能修改前 {shown} 行，共 {total} 行。其余各行放不下，将保持原样，"
    "Clerk 的管理员可用 review edit 命令修改。",
    cell="第 {row} 行，{column}：{mistake}",
    more_mistakes="……另有 {count} 处。",
    shortened="此处放不下全部内容：以“…”结尾处未完。",
    rows_shown="第 {first}–{last} 行，共 {count} 行",
    earlier_rows="上一页",
    further_rows="下一页",
    back="返回",
    needed="此项必填。",
    rows_as_inputs="清空一行即删除，填写空行即新增。",
)
