"""What Clerk says where it was just added."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GreetingTexts:
    """Phrases of a first message: what Clerk `does`, and how to begin.

    `alone` is said to one person, `among` where others read as well.
    """

    title: str
    does: tuple[str, ...]
    alone: str
    among: str


ENGLISH_GREETING = GreetingTexts(
    title="Hello, I am Clerk",
    does=(
        (
            "Drop an invoice, a receipt or a contract: I answer with its fields, a picture that "
            "shows where each value stands, and what fails a check. People decide on that, I do "
            "not."
        ),
        (
            "Drop the recording of a meeting, or its transcript: I ask first, then tell what was "
            "said, decided and promised, and when."
        ),
    ),
    alone="Begin here: drop a file into this chat, or write help.",
    among="Begin here: drop a file, or write @Clerk help. What you ask me, I answer you in our own "
    "chat; add me there, too.",
)

CHINESE_GREETING = GreetingTexts(
    title="您好，我是 Clerk",
    does=(
        "上传发票、收据或合同：我会给出各字段、标明每个数值位置的图片，以及未通过的校验。由人作出决定，我不作决定。",
        "上传会议录制或其文字记录：我会先询问，再列出会议中的发言、决定和承诺，以及相应的时间。",
    ),
    alone="现在就可以开始：把文件拖进此聊天，或发送“帮助”。",
    among="现在就可以开始：上传文件，或发送“@Clerk 帮助”。"
    "您的提问，我会在与您的单独聊天中答复；请也在那里添加我。",
)
