"""What Clerk says of what people take back, in one language: part of its `Texts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WithdrawingTexts:
    """Phrases of cards and of private answers; `{names}` are filled in by whoever speaks.

    `refused_held`, `refused_unknown` and `refused_usage` say why nothing is forgotten; counted
    pairs are said of one and of many.
    """

    deleted_but_held: str
    ask: str
    ask_own: str
    ask_all: str
    ask_stays: str
    button: str
    begun: str
    begun_detail: str
    forgotten: str
    forgotten_documents: tuple[str, str]
    forgotten_meetings: tuple[str, str]
    forgotten_messages: tuple[str, str]
    forgotten_jobs: tuple[str, str]
    messages_refused: str
    upload_stays: str
    shared: str
    reopened: str
    held: str
    nothing: str
    refused_title: str
    refused_held: str
    refused_unknown: str
    refused_usage: str


ENGLISH_WITHDRAWING = WithdrawingTexts(
    deleted_but_held="The file was deleted where it was dropped, on {date}. What was decided on it "
    "stays on record.",
    ask="Forget {document}?",
    ask_own="What you dropped goes: my answer to it, the files of that, and what I read. "
    "This cannot be undone.",
    ask_all="Everything that anybody dropped of it goes: my answers, their files, and what I "
    "read. This cannot be undone.",
    ask_stays="Your colleagues dropped the same document: theirs stays.",
    button="Forget",
    begun="Forgetting {document}",
    begun_detail="I tell you here when it is done.",
    forgotten="Forgotten: {document}",
    forgotten_documents=("1 document was erased", "{count} documents were erased"),
    forgotten_meetings=("1 meeting was erased", "{count} meetings were erased"),
    forgotten_messages=("1 message was taken back", "{count} messages were taken back"),
    forgotten_jobs=("1 job was erased", "{count} jobs were erased"),
    messages_refused="Some of my messages could not be deleted: the platform refused.",
    upload_stays="The file itself stays where it was dropped: delete it there, too.",
    shared="The same document, dropped by somebody else, stays.",
    reopened="The other file of the meeting stays where it was dropped; what I made of both is "
    "gone.",
    held="It was decided on meanwhile and stays on record.",
    nothing="There was nothing left to forget.",
    refused_title="Not forgotten",
    refused_held="{document} was decided on, or counts in exports: it stays on record. The "
    "operator can erase it with python -m bot forget.",
    refused_unknown="There is no such document or meeting, or none that you dropped.",
    refused_usage="Say which, such as forget D-… or M-… (the id stands at the bottom of its card).",
)

CHINESE_WITHDRAWING = WithdrawingTexts(
    deleted_but_held="文件已于 {date} 在原处删除。对其作出的决定仍予留存。",
    ask="要忘记 {document} 吗？",
    ask_own="将清除您提交的内容：我的答复、其中的文件，以及我读到的数据。此操作无法撤销。",
    ask_all="将清除所有人提交的该单据：全部回复、其文件，以及我读到的数据。此操作无法撤销。",
    ask_stays="您的同事也提交过同一单据：他们的予以保留。",
    button="忘记",
    begun="正在忘记 {document}",
    begun_detail="完成后会在此告知您。",
    forgotten="已忘记：{document}",
    forgotten_documents=("已清除 1 份单据", "已清除 {count} 份单据"),
    forgotten_meetings=("已清除 1 场会议", "已清除 {count} 场会议"),
    forgotten_messages=("已撤回 1 条消息", "已撤回 {count} 条消息"),
    forgotten_jobs=("已清除 1 个任务", "已清除 {count} 个任务"),
    messages_refused="部分消息未能删除：平台拒绝了。",
    upload_stays="文件本身仍在原处：请在那里一并删除。",
    shared="其他人提交的同一单据予以保留。",
    reopened="该会议的另一个文件仍在原处；我据两者生成的内容均已清除。",
    held="其间已对其作出决定，仍予留存。",
    nothing="没有可忘记的内容。",
    refused_title="未忘记",
    refused_held="{document} 已作出决定或已计入导出：仍予留存。运维人员可用 "
    "python -m bot forget 清除。",
    refused_unknown="没有这份单据或会议，或您未提交过。",
    refused_usage="请指明，例如：忘记 D-… 或 M-…（编号在卡片底部）。",
)
