"""What Clerk says of itself to whoever asks for help."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HelpTexts:
    """Phrases of the help.

    `does` says what Clerk does with what is dropped; `commands` are the words of each, and what it
    gives. `where` goes by what a platform has.
    """

    title: str
    does: tuple[str, ...]
    columns: tuple[str, str]
    commands: tuple[tuple[str, str], ...]
    where: Mapping[str, str]


ENGLISH_HELP = HelpTexts(
    title="What Clerk does",
    does=(
        (
            "Drop an invoice, a receipt or a contract here: a PDF, an OFD, an e-invoice "
            "XML, a photo or a scan (JPG, PNG, WebP, HEIC, TIFF). I answer below it with the "
            "fields, a picture that shows where each value stands, and the JSON. Before "
            "notice on a contract must be given, I remind you there."
        ),
        (
            "Whatever fails a check is marked, with the reason. Dropping the same file again adds "
            "nothing."
        ),
        (
            "Drop the recording of a meeting, or its transcript: I ask first, then tell who spoke, "
            "which slides were shown, and when."
        ),
        (
            "What a meeting decided, and who said they will do what, I propose beside it: "
            "nothing is a task before somebody confirms it."
        ),
    ),
    columns=("Write", "What you get"),
    commands=(
        ("queue", "What is waiting for accounting"),
        ("queue mine", "Only what is for you; with vendor in its place, by seller"),
        ("vendors", "For accounting: what is remembered of sellers, or of the one you name"),
        ("status", "Who reads here, the virus scan, what is waiting, how your own files stand"),
        ("recordings", "What I do with recordings where you ask"),
        (
            "recordings ask",
            "For administrators: ask first; auto begins by itself, off does nothing",
        ),
        ("tasks", "What you are to do"),
        ("tasks channel", "What is to be done in the conversation you ask in"),
        ("voice TOPIC", "A voice room: you talk with each other and an AI; minutes come of it"),
        ("forget D-…", "Forgets what you dropped, as long as nobody has decided on it"),
    ),
    where={
        "home": "My Home tab shows what is waiting, and what you can do about it.",
        "direct": "Where you write to me alone, the words are enough: queue, status, help. What "
        "you drop there, I answer there.",
        "mention": "In a channel or a group chat, mention me and add the words: @Clerk queue. I "
        "answer you in our own chat, so that nobody else reads it.",
    },
)

CHINESE_HELP = HelpTexts(
    title="Clerk 能做什么",
    does=(
        (
            "把发票、收据或合同拖到这里：PDF、OFD、电子发票 XML、照片或扫描件"
            "（JPG、PNG、WebP、HEIC、TIFF）。"
            "我会在其下方给出各字段、标明每个数值位置的图片，以及 JSON；"
            "合同须发出通知的期限临近时，我会在那里提醒。"
        ),
        "未通过校验的内容会注明原因。重复上传同一文件不会新增内容。",
        "把会议录制或其文字记录拖进来：我会先询问，再列出谁发言、展示了哪些幻灯片及其时间。",
        "会议中的决定与待办，我会在其下方提出，经人确认才成为任务。",
    ),
    columns=("输入", "得到"),
    commands=(
        ("待审", "等待财务审核的文件"),
        ("待审 我的", "只列与您有关的；改为 销售方 则按销售方列出"),
        ("供应商", "财务适用：记住的销售方，或其后写明的一个"),
        ("状态", "由谁读取、病毒扫描、等待审核的文件，以及您自己的文件情况"),
        ("录制", "我在您提问的地方如何处理录制"),
        ("录制 询问", "管理员适用：先询问；自动：直接开始；关闭：不处理"),
        ("任务", "您的待办"),
        ("任务 频道", "您提问所在会话的待办"),
        ("语音 主题", "语音房间：大家与 AI 一起交谈，发言内容会整理成纪要"),
        ("忘记 D-…", "忘记您提交的单据，只要尚未对其作出决定"),
    ),
    where={
        "home": "我的“主页”标签页列出等待审核的文件，您可以在那里处理。",
        "direct": "与我单独聊天时，只写命令词即可：待审、状态、帮助。"
        "在那里上传的文件，我就在那里答复。",
        "mention": "在频道或群聊中，请提及我并加上命令词：@Clerk 待审。"
        "我会在与您的单独聊天中答复，其他人看不到。",
    },
)
