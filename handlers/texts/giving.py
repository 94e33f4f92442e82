"""What Clerk says where a platform lets it offer a file instead of putting it there."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GivingTexts:
    """Phrases about files that are offered; `{names}` are filled in by whoever speaks.

    `of_document` and `of_meeting` are the titles of cards that offer several, `none_left` is said
    there once there is nothing to press any more. `get` stands on the button of an offer. `ready`
    is the title of what one person gets for pressing it, `ready_why` what to know of the link,
    which `go` opens. `asked` is said where the file is offered in the chat with Clerk instead,
    `alone` where there is none, and `nowhere` where no way leads to the file. `declined` and
    `failed` are what became of an offer, each with its `_why`, and `again` where it is pressed once
    more; `gone` is said where nothing is offered any more, or not to this person. The `page` that a
    link opens has a line and a button; `page_gone` is said by it where the link is none, or not any
    more, `page_busy` where nobody can tell now, `page_script` where the browser runs no scripts.
    """

    of_document: str
    of_meeting: str
    none_left: str
    get: str
    ready: str
    ready_why: str
    go: str
    asked: str
    asked_why: str
    alone: str
    alone_why: str
    nowhere: str
    nowhere_why: str
    declined: str
    declined_why: str
    failed: str
    failed_why: str
    again: str
    gone: str
    gone_why: str
    page: str
    page_why: str
    page_go: str
    page_gone: str
    page_busy: str
    page_script: str


ENGLISH_GIVING = GivingTexts(
    of_document="Files of this document",
    of_meeting="Files of this meeting",
    none_left="You have taken them all.",
    get="Get the file",
    ready="Your link to {name}",
    ready_why="It is yours alone, and gives the file once, within {minutes} minutes.",
    go="Open",
    asked="{name} is offered to you in your chat with me",
    asked_why="Allow it there, and it is saved in your OneDrive.",
    alone="I cannot write to you",
    alone_why="Add me in Teams for yourself, under Apps, then press again.",
    nowhere="I cannot give you {name} here",
    nowhere_why="Teams lets no app hand out files in this cloud. Whoever runs Clerk can set "
    "BOT_PUBLIC_URL: then I give you a link.",
    declined="{name} was not saved",
    declined_why="You can still have it while it is offered.",
    failed="{name} could not be saved",
    failed_why="Your OneDrive did not take it. Please try again.",
    again="To have it after all, press the button of the file again.",
    gone="This file is not offered any more",
    gone_why="You took it already, it was deleted, its time has run out, or you do not read the "
    "conversation that it was offered in.",
    page="A file from Clerk",
    page_why="The link is good once: the file is saved in this browser's downloads.",
    page_go="Save the file",
    page_gone="This link is used up or too old. Press the button in Teams again for a new one.",
    page_busy="I could not look that up just now. Please try again in a moment.",
    page_script="This page needs JavaScript.",
)

CHINESE_GIVING = GivingTexts(
    of_document="本单据的文件",
    of_meeting="本次会议的文件",
    none_left="您已全部接收。",
    get="获取文件",
    ready="{name} 的下载链接",
    ready_why="此链接仅供您本人使用，请在 {minutes} 分钟内打开，且只能使用一次。",
    go="打开",
    asked="{name} 已发到您与我的聊天中",
    asked_why="请在该聊天中允许，文件将保存到您的 OneDrive。",
    alone="我无法给您发送消息",
    alone_why="请先在 Teams 的“应用”中为自己添加 Clerk，然后重试。",
    nowhere="无法在此处提供 {name}",
    nowhere_why="此云环境中的 Teams 不允许应用发送文件。Clerk 的管理员可设置 BOT_PUBLIC_URL，"
    "之后我会为您提供链接。",
    declined="{name} 未保存",
    declined_why="在提供期限内，您仍可获取此文件。",
    failed="{name} 未能保存",
    failed_why="您的 OneDrive 没有接收此文件，请重试。",
    again="如仍需要，请再次点击该文件的按钮。",
    gone="此文件已不再提供",
    gone_why="您已接收此文件，或文件已删除、已过期，或者您无权查看提供该文件的会话。",
    page="来自 Clerk 的文件",
    page_why="此链接只能使用一次，文件将保存到浏览器的下载目录。",
    page_go="保存文件",
    page_gone="此链接已使用或已过期。请在 Teams 中再次点击按钮，以获取新的链接。",
    page_busy="暂时无法查询，请稍后重试。",
    page_script="此页面需要启用 JavaScript。",
)
