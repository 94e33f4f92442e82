"""What Clerk says about the scan for viruses, and of files that wait: part of its `Texts`."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.scanning import Scan


@dataclass(frozen=True, slots=True)
class ScanningTexts:
    """Phrases about scanning; `{names}` are filled in by whoever speaks.

    `stamps` stand in the footer of a card and go by how its document was taken in. `waiting` and
    `waiting_why` are said while the scanner gives no answer, `unscanned` once that was too long,
    `infected` and `infected_why` to accounting. `away` and `away_why` are said while the platform
    does not give the file.
    """

    stamps: Mapping[Scan, str]
    waiting: str
    waiting_why: str
    unscanned: str
    infected: str
    infected_why: str
    away: str
    away_why: str


ENGLISH_SCANNING = ScanningTexts(
    stamps={"clean": "virus scan: clean", "not_configured": "no virus scan"},
    waiting="{name} waits for the virus scanner",
    waiting_why="Not read yet: the virus scanner does not answer. I go on by myself as soon as it "
    "does, and try until {until}.",
    unscanned="The virus scanner has not answered for {hours} hours, so I did not open the file. "
    "Tell whoever runs Clerk, and try again below once it answers.",
    infected="The virus scanner found something in a dropped file",
    infected_why="{name}, dropped by {who}: {signature}. It was not opened, and Clerk's copy is "
    "deleted. Where it was dropped it may still be: ask them to delete it there.",
    away="{name} waits to be downloaded",
    away_why="Not read yet: the file cannot be downloaded at the moment. I go on by myself as soon "
    "as it can, and try until {until}.",
)

CHINESE_SCANNING = ScanningTexts(
    stamps={"clean": "病毒扫描：未发现病毒", "not_configured": "未做病毒扫描"},
    waiting="{name} 正在等待病毒扫描",
    waiting_why="尚未读取：病毒扫描程序没有响应。恢复后将自动继续，在 {until} 之前会一直重试。",
    unscanned="病毒扫描程序已 {hours} 小时没有响应，因此未打开该文件。"
    "请告知管理员，恢复后点击下方重试。",
    infected="病毒扫描程序在一份上传的文件中发现问题",
    infected_why="{name}，由{who}上传：{signature}。文件未被打开，Clerk 的副本已删除；"
    "原上传处可能仍有该文件，请对方在那里删除。",
    away="{name} 正在等待下载",
    away_why="尚未读取：暂时无法下载该文件。恢复后将自动继续，在 {until} 之前会一直重试。",
)
