"""What is said of a file that cannot be had, by the names of handlers.lacks."""

_INVITE = (
    "I am not allowed to read this file. Invite me to the conversation it is in; if I am there, "
    "whoever runs Clerk adds the permission to read files (files:read) and installs me again. "
)
EN = {
    "gone": "The file is not there any more, or I may not see it. Drop it again.",
    "withheld": f"{_INVITE}Then drop it again.",
    "elsewhere": "This is a link to a file that is kept elsewhere. I read files that are "
    "uploaded here: download it, and drop it here.",
    "expired": "The address under which I could have had this file does not hold any more. "
    "Drop it again.",
    "unconsented": "Your company has not consented that I read this file: an admin gives the "
    "permission {permission} for Clerk. Until then, send me the file in a chat of our own: "
    "there I read what you drop without it.",
}
EN_MEETING = {**EN, "withheld": f"{_INVITE}Then start again."}

_LET_IN = (
    "我无法获取此文件。请邀请我加入该文件所在的会话；如我已在其中，"
    "请管理员为 Clerk 添加读取文件的权限（files:read）并重新安装，然后重新"
)
ZH = {
    "gone": "文件已不存在，或我无权查看。请重新上传。",
    "withheld": f"{_LET_IN}上传。",
    "elsewhere": "这是指向其他位置文件的链接。我只读取上传到此处的文件：请下载该文件后上传。",
    "expired": "该文件的下载地址已失效。请重新上传。",
    "unconsented": "贵公司尚未同意我读取此文件：请管理员为 Clerk 授予 {permission} 权限。"
    "在此之前，请在与我的单独聊天中发送该文件，无需该权限即可读取。",
}
ZH_MEETING = {**ZH, "withheld": f"{_LET_IN}开始。"}
