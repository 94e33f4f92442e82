"""What Clerk says to whoever picks files to be read, in one language: part of its `Texts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PickingTexts:
    """Phrases of private answers; `{names}` are filled in by whoever speaks."""

    title: str
    no_file: str
    begun: str
    known: str
    known_at: str
    in_progress: str
    invite: str
    busy: str


ENGLISH_PICKING = PickingTexts(
    title="Read with Clerk",
    no_file="There is no file in this message.",
    begun="{name}: my answer comes in the thread.",
    known="{name} was read here before: my answer is in its thread.",
    known_at="{name} was read here before: {link}",
    in_progress="{name} is being read already: my answer comes in its thread.",
    invite="{name}: I am not in this channel, or may not see the file. Say /invite @Clerk here, "
    "then try again. Between two people, send it to me directly.",
    busy="I could not ask about {name} just now. Please try again.",
)

CHINESE_PICKING = PickingTexts(
    title="用 Clerk 读取",
    no_file="这条消息中没有文件。",
    begun="{name}：结果将发在话题中。",
    known="{name} 此前已在此读取：结果在其话题中。",
    known_at="{name} 此前已在此读取：{link}",
    in_progress="{name} 正在读取：结果将发在其话题中。",
    invite="{name}：我不在此频道，或无权查看该文件。请在此输入 /invite @Clerk 后重试；"
    "在两人私聊中，请直接发给我。",
    busy="暂时无法查询 {name}，请重试。",
)
