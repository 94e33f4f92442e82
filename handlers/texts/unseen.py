"""What Clerk says of files that it is not let see, in one language: part of its `Texts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class UnseenTexts:
    """Phrases of the answer to a message whose files the platform hides; `{permission}` lacks."""

    title: str
    unconsented: str
    off: str
    away: str
    otherwise: str


ENGLISH_UNSEEN = UnseenTexts(
    title="I cannot see files here",
    unconsented="If you dropped a file here: Teams does not show it to me without the permission "
    "{permission}. Whoever owns this team or chat gives it by adding Clerk anew, or an admin of "
    "your company does; then drop it again.",
    off="If you dropped a file here: Teams does not show it to me. Whoever runs Clerk can have it "
    "ask Microsoft Graph for files of channels and group chats (BOT_TEAMS_GRAPH).",
    away="I asked Teams for the files of your message, and it gave no answer for hours. "
    "Drop them again.",
    otherwise="What works without it: drop the file in a chat with me alone. I read it there, and "
    "answer there.",
)

CHINESE_UNSEEN = UnseenTexts(
    title="我在这里看不到文件",
    unconsented="如果您在这里上传了文件：没有 {permission} 权限，Teams 不会向我显示该文件。"
    "团队或聊天的所有者重新添加 Clerk 即可授予该权限，贵公司管理员也可授予；然后请重新上传。",
    off="如果您在这里上传了文件：Teams 不会向我显示该文件。Clerk 的管理员可以让它通过 "
    "Microsoft Graph 读取频道和群聊中的文件（BOT_TEAMS_GRAPH）。",
    away="我已向 Teams 询问您消息中的文件，但数小时未得到答复。请重新上传。",
    otherwise="无需该权限的方法：在与我的单独聊天中上传文件，我会在那里读取并答复。",
)
