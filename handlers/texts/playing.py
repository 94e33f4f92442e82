"""What Clerk says about the player of a recording: part of its `Texts`."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PlayingTexts:
    """Phrases about the player; `{names}` are filled in by whoever speaks.

    `open` stands on the card of a meeting. `ready` is the title of what one person gets for
    pressing it, `ready_why` what to know of the link, which `go` opens. `gone` and `gone_why` are
    said where there is nothing to open, or nothing for this person.
    """

    open: str
    ready: str
    ready_why: str
    go: str
    gone: str
    gone_why: str


ENGLISH_PLAYING = PlayingTexts(
    open="Open player",
    ready="Your link to the player",
    ready_why="It is yours alone, and opens the player once, within {minutes} minutes. The page "
    "then stays open to you in that browser for {hours} hours.",
    go="Open the player",
    gone="There is nothing to open",
    gone_why="The meeting was deleted, or you do not read the conversation it was dropped in.",
)

CHINESE_PLAYING = PlayingTexts(
    open="打开播放器",
    ready="您的播放器链接",
    ready_why="此链接仅供您本人使用，请在 {minutes} 分钟内打开，且只能打开一次。"
    "之后，您可以在同一浏览器中继续查看 {hours} 小时。",
    go="进入播放器",
    gone="没有可打开的内容",
    gone_why="该会议已被删除，或者您无权查看其所在的会话。",
)
