"""The pages of an installation: plain HTML in English or Chinese, and nothing from elsewhere."""

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence

from bot.slack.credentials import INSTALL
from bot.slack.grants import is_workspace
from handlers.chat import Language

_STYLE = """
body { margin: 12vh auto; max-width: 34rem; padding: 0 1.5rem; color: #1d1c1d;
  font: 1.0625rem/1.6 system-ui, sans-serif; }
h1 { font-size: 1.5rem; line-height: 1.3; }
a { color: #0b5cad; }
a.go { display: inline-block; margin: .5rem 0; padding: .7rem 1.4rem; border-radius: .4rem;
  background: #0b5cad; color: #fff; text-decoration: none; font-weight: 600; }
a:focus-visible { outline: 3px solid #f2a900; outline-offset: 2px; }
@media (prefers-color-scheme: dark) {
  body { background: #1a1d21; color: #e8e8e8; } a { color: #6cb3ff; } a.go { color: #fff; } }
"""
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_HASH}'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    # The address of a callback has a code in it.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "begin.title": "Install Clerk in Slack",
        "begin.what": "Clerk reads the invoices, receipts and contracts that people drop into the"
        " channels it is invited to, and answers in their threads.",
        "begin.go": "Continue to Slack",
        "begin.who": "Slack shows what Clerk may do there, and asks you to agree. You can remove"
        " Clerk at any time in Slack, under Manage apps.",
        "done.title": "Clerk is installed in {name}",
        "done.here": "your workspace",
        "done.invite": "Invite it to a channel: write /invite @Clerk there.",
        "done.drop": "Drop an invoice into the channel. The answer comes in its thread.",
        "done.help": "Write /clerk help to see what else there is.",
        "done.go": "Open Slack",
        "failed.title": "Clerk was not installed",
        "failed.again": "Start again",
        "access_denied": "The installation was cancelled in Slack. Nothing was changed.",
        "invalid_browser": "The installation has to end in the browser it began in, and this page"
        " cannot be loaded twice.",
        "invalid_state": "This attempt took longer than ten minutes, or was used already.",
        "missing_code": "Slack sent no code along.",
        "refused": "Slack did not accept this attempt.",
        "unanswered": "Slack did not answer as it should. Nothing was changed.",
        "storage_error": "Clerk could not keep the installation just now.",
        "not_of_one_workspace": "Clerk cannot be installed for a whole organisation. Choose one"
        " workspace on Slack's page; each workspace installs it for itself.",
        "other": "Slack ended the installation. Nothing was changed.",
    },
    "zh": {
        "begin.title": "在 Slack 中安装 Clerk",
        "begin.what": "把发票、收据或合同放进邀请了 Clerk 的频道，它会读取并在消息列中答复。",
        "begin.go": "前往 Slack",
        "begin.who": "Slack 会列出 Clerk 的权限并请您确认。"
        "以后可随时在 Slack 的“管理应用”中移除 Clerk。",
        "done.title": "Clerk 已安装到 {name}",
        "done.here": "您的工作区",
        "done.invite": "邀请它进频道：在频道里输入 /invite @Clerk。",
        "done.drop": "把一张发票放进频道，答复会出现在它的消息列里。",
        "done.help": "输入 /clerk help 查看其他用法。",
        "done.go": "打开 Slack",
        "failed.title": "Clerk 没有安装成功",
        "failed.again": "重新开始",
        "access_denied": "安装已在 Slack 中取消，没有任何更改。",
        "invalid_browser": "安装必须在开始时的浏览器中完成，而且本页不能重复加载。",
        "invalid_state": "这次安装已超过十分钟，或者已经用过。",
        "missing_code": "Slack 没有发来授权码。",
        "refused": "Slack 没有接受这次安装。",
        "unanswered": "Slack 没有正常应答，没有任何更改。",
        "storage_error": "Clerk 暂时无法保存这次安装。",
        "not_of_one_workspace": "Clerk 不能为整个组织安装。"
        "请在 Slack 页面上选择一个工作区；每个工作区各自安装。",
        "other": "Slack 中止了安装，没有任何更改。",
    },
}


def language_of(headers: Mapping[str, Sequence[str]]) -> Language:
    """Give the language that a browser asks for first."""
    asked = (headers.get("accept-language") or [""])[0]
    return "zh" if asked.strip().lower().startswith("zh") else "en"


def begin(consent: str, language: Language) -> str:
    """Show what Clerk is, and the way to Slack's consent."""
    words = WORDS[language]
    body = _p(words["begin.what"]) + _go(consent, words["begin.go"]) + _p(words["begin.who"])
    return _page(words["begin.title"], body, language)


def success(name: str, tenant: str, language: Language) -> str:
    """Tell that it is done, and what to do next."""
    words = WORDS[language]
    title = words["done.title"].format(name=name or words["done.here"])
    steps = "".join(
        f"<li>{html.escape(words[step])}</li>" for step in ("done.invite", "done.drop", "done.help")
    )
    address = f"https://app.slack.com/client/{tenant}" if is_workspace(tenant) else ""
    link = _go(address, words["done.go"]) if address else ""
    return _page(title, f"<ol>{steps}</ol>{link}", language)


def failure(reason: str, language: Language) -> str:
    """Tell why not, in words of ours: those of an address are anybody's."""
    words = WORDS[language]
    known = reason if reason in words and "." not in reason else "other"
    body = _p(words[known]) + _go(INSTALL, words["failed.again"])
    return _page(words["failed.title"], body, language)


def _page(title: str, body: str, language: Language) -> str:
    said = html.escape(title)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{said}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{said}</h1>{body}</main></body></html>"
    )


def _p(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _go(address: str, label: str) -> str:
    return f'<p><a class="go" href="{html.escape(address)}">{html.escape(label)}</a></p>'
