"""What `/clerk status` says, and what somebody is told whom Clerk cannot answer now."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatusTexts:
    """Phrases of a card with names and values; `{names}` are filled in by whoever speaks.

    `asked` goes by when models are asked; `waiting`, `mine`, `dropped`, `unread` and `failed` are
    said of none, one and many. `press_again`, `busy`, `stale`, `unshown`, `moment` and `done`
    answer presses and forms.
    """

    title: str
    reads: str
    besides: str
    nobody_besides: str
    asked: Mapping[str, str]
    comma: str
    scan: str
    scanned: str
    not_scanned: str
    waits: str
    waiting: tuple[str, str, str]
    mine: tuple[str, str, str]
    dropped: tuple[str, str, str]
    files: str
    unread: tuple[str, str, str]
    failed: tuple[str, str, str]
    busy_title: str
    busy: str
    press_again: str
    stale: str
    unshown: str
    moment: str
    done: str
    close: str


ENGLISH_STATUS = StatusTexts(
    title="Clerk {version}",
    reads="Read by",
    besides="Asked besides",
    nobody_besides="nobody: what you drop stays on Clerk's own machine",
    asked={
        "always": "{names}, about each document",
        "when_flagged": "{names}, where a check failed or a contract was not understood",
    },
    comma=", ",
    scan="Virus scan",
    scanned="each file, before it is read",
    not_scanned="not configured: files are read unscanned",
    waits="Waiting for accounting",
    waiting=("nothing that you can see", "1 document", "{count} documents"),
    mine=("none of them for you to decide", "1 for you to decide", "{count} for you to decide"),
    dropped=("none of them dropped by you", "1 dropped by you", "{count} dropped by you"),
    files="Your files",
    unread=(
        "none is waiting to be read",
        "1 is waiting to be read",
        "{count} are waiting to be read",
    ),
    failed=("none failed", "1 failed", "{count} failed"),
    busy_title="Not now",
    busy="I cannot do this right now. Nothing was changed; please try again in a minute.",
    stale="This card is not in use any more, and nothing was changed. Ask me for a new one.",
    press_again="That took too long, and nothing was changed. Please press again.",
    unshown="This needs a form that your app cannot show, and nothing was changed. "
    "Please update the app, or press the button in a browser.",
    moment="One moment …",
    done="Done.",
    close="Close",
)

CHINESE_STATUS = StatusTexts(
    title="Clerk {version}",
    reads="读取",
    besides="另外询问",
    nobody_besides="无：您上传的内容不离开运行 Clerk 的计算机",
    asked={
        "always": "{names}（每份文件）",
        "when_flagged": "{names}（有校验未通过，或合同未能读懂时）",
    },
    comma="、",
    scan="病毒扫描",
    scanned="每个文件在读取前扫描",
    not_scanned="未配置：文件未经扫描即读取",
    waits="等待财务审核",
    waiting=("没有您能看到的文件", "1 份文件", "{count} 份文件"),
    mine=("没有需要您决定的", "1 份需要您决定", "{count} 份需要您决定"),
    dropped=("没有您上传的", "1 份由您上传", "{count} 份由您上传"),
    files="您的文件",
    unread=("没有等待读取的", "1 个等待读取", "{count} 个等待读取"),
    failed=("没有失败的", "1 个失败", "{count} 个失败"),
    busy_title="暂时无法处理",
    busy="现在无法完成此操作。未作任何更改，请稍后重试。",
    stale="该卡片已失效，未作任何更改。请重新向我查询。",
    press_again="用时过长，未作任何更改。请再按一次。",
    unshown="此操作需要填写表单，而您的应用无法显示，未作任何更改。请更新应用，或在浏览器中按该按钮。",
    moment="请稍候……",
    done="已完成。",
    close="关闭",
)
