"""What Clerk says of recordings of meetings, in Chinese."""

from handlers.texts.meetings import MeetingTexts

_AGAIN = "请重新导出后上传到此处。"

CHINESE_MEETINGS = MeetingTexts(
    recording="会议录制：{name}",
    transcript="会议文字记录：{name}",
    with_transcript="附文字记录 {name}。",
    with_recording="附会议录制 {name}。",
    transcribes="点击“开始”后，将由 AI 转写此录制内容：{engines}。",
    transcribing="正在由 AI 转写此录制内容：{engines}。",
    reads="点击“开始”后，Clerk 将读取文字记录 {transcript}。仅当其无法读取时，才由 AI 转写："
    "{engines}。",
    reads_only="点击“开始”后，Clerk 将读取文字记录 {transcript}，不使用 AI。",
    reading="正在读取文字记录 {transcript}。",
    nobody="此处未配置转写程序，因此只能得到幻灯片及其时间。如需文字内容，请将会议的文字记录"
    "（.vtt、.srt 或 .txt）上传到本话题。",
    engines={
        "local": "faster-whisper",
        "whisper": "Whisper",
        "gpt": "OpenAI",
        "gemini": "Google Gemini",
    },
    engine="{name}（{model}），{where}",
    places={
        "here": "在本机运行",
        "own": "在贵方自有服务器 {host} 上运行",
        "others": "声音将发送到 {host}",
    },
    otherwise="{first}；若其无应答，则为 {then}",
    untouched="目前尚未下载任何内容。请确认参会者同意将谈话整理成文字后再开始。",
    kept="保存期限：录制文件{recording}，幻灯片{slides}，文字记录与报告{transcript}。"
    "从中提取的声音不予保存。“删除”可随时清除全部内容。",
    days=("仅到读取完毕为止", "保存 1 天", "保存 {count} 天"),
    start="开始",
    not_now="暂不",
    stop="停止",
    again="重新开始",
    delete="删除",
    rename="修改发言人",
    declined="{who}选择了暂不处理。",
    working="正在处理 {name}",
    stages={
        "waiting": "等待处理",
        "fetching": "正在获取文件",
        "opening": "正在打开",
        "reading": "正在读取文字记录",
        "hearing": "正在转写",
        "looking": "正在查找幻灯片",
        "writing": "正在生成报告",
    },
    progress="{stage} · {percent}%",
    started_by="由{who}开始。",
    started_alone="已自动开始：本频道如此设置。",
    waits={
        "scanner": "病毒扫描程序没有响应。恢复后将自动继续，在 {until} 之前会一直重试。",
        "platform": "暂时无法下载该文件。恢复后将自动继续，在 {until} 之前会一直重试。",
        "transcriber": "目前没有转写程序应答。恢复后将自动继续，在 {until} 之前会一直重试；"
        "届时将给出已有的内容。",
    },
    stopped="{name}：已停止",
    stopped_by="{who}停止了处理。",
    stopped_kept="已转写的部分予以保留，不会重复转写。",
    failed="无法读取 {name}",
    failed_somehow="处理未能完成。请重新开始，或联系管理员。",
    fault="Clerk 内部出错（{fault}），详情见管理员日志。已转写的部分予以保留：请重新开始，"
    "或联系管理员。",
    gone={
        "gone": "文件已不存在，或我无权查看。请重新上传。",
        "withheld": "我无法获取此文件。请邀请我加入该文件所在的会话；如我已在其中，"
        "请管理员为 Clerk "
        "添加读取文件的权限（files:read）并重新安装，然后重新开始。",
        "elsewhere": "这是指向其他位置文件的链接。我只读取上传到此处的文件：请下载该文件后上传。",
    },
    rejections={
        "empty": "{name} 是空文件。",
        "too_large": "{name} 超过录制文件 {limit} 的上限。",
        "unknown_type": "无法识别 {name} 是何种文件。可处理的录制格式为 MP4、MOV、WebM、MKV、"
        "M4A、MP3、WAV、OGG、FLAC，文字记录格式为 VTT、SRT、文本。",
        "unsupported_type": "无论名称如何，{name} 实为 {type} 文件。可处理的录制格式为 MP4、MOV、"
        "WebM、MKV、M4A、MP3、WAV、OGG、FLAC，文字记录格式为 VTT、SRT、文本。",
        "encrypted": "{name} 受保护。请去除保护后重新上传。",
        "nothing_in_it": "{name} 中没有可看或可听的内容。",
        "no_transcript": "{name} 不是可读取的文字记录：既没有时间，也没有在每段发言前写明姓名。",
        "too_many_streams": "{name} 含有 {streams} 条轨道，上限为 {limit}。"
        "请只保留一路画面和一路声音后导出。",
        "too_many_hours": "{name} 长达 {hours} 小时，上限为 {limit} 小时。请剪短后分段上传。",
        "too_many_pixels": "{name} 的画面为 {width} × {height} 像素，上限为 {limit} 百万像素。"
        "请缩小后重新上传。",
        "too_long": "{name} 过长。请剪短后分段上传。",
        "damaged": "{name} 已损坏，或内容与名称不符。" + _AGAIN,
        "exhausted": "读取 {name} 所需的内存或处理时间超出上限。" + _AGAIN,
        "too_slow": "读取 {name} 超过了 {limit} 秒。" + _AGAIN,
        "infected": "病毒扫描程序在 {name} 中发现 {signature}。我没有打开该文件，并已删除我的副本。"
        ""
        "请删除您的文件，并询问发送者。",
    },
    unheard="缺少谈话内容：此处未配置转写程序。请将会议的文字记录（.vtt、"
    ".srt 或 .txt）上传到本话题后"
    "重新开始，或请管理员配置转写程序（BOT_TRANSCRIBERS）。",
    soundless="其中没有声音，因此没有文字内容。",
    silent="其中似乎无人发言。",
    lost="有 {minutes} 的声音未能转写（{why}）。重新开始即可只补转该部分。",
    lost_all="缺少谈话内容：未能转写（{why}）。请重新开始，或将会议的文字记录（.vtt、"
    ".srt 或 .txt）"
    "上传到本话题。",
    minutes=("不到 1 分钟", "1 分钟", "{count} 分钟"),
    undecoded="声音无法解码",
    unseen="缺少幻灯片：未能进行查找。",
    left_out=("另有 1 张幻灯片未列出。", "另有 {count} 张幻灯片未列出。"),
    late="文字记录 {name} 在此之后上传：重新开始即可据此生成报告。",
    late_recording="会议录制 {name} 在此之后上传：重新开始即可查找其中的幻灯片。",
    off="本频道设置为不处理会议录制。管理员可用 /clerk recordings ask 更改。",
    refused="未执行此操作",
    refusals={
        "unseen": "该录制已删除，或您无法查看其所在的会话。",
        "running": "{who}已经开始了。",
        "done": "已经处理完毕。",
        "stopped": "{who}已经停止了处理。",
        "declined": "{who}已选择暂不处理。",
        "failed": "处理失败：您可以重新开始。",
        "asked": "尚未开始。",
        "delete": "只有上传者和管理员可以删除。",
        "unnamed": "其中没有可命名的发言人。",
    },
    policy="本频道的会议录制",
    policies={
        "ask": "先询问：有人点击“开始”之前，不下载任何内容。",
        "auto": "自动开始并予以说明，频道中的任何人都可以停止。",
        "off": "不处理会议录制。",
    },
    policy_default="本频道未作设置：这是 Clerk 的默认设置。",
    policy_set="即刻生效，已有的录制不受影响。",
    policy_admins="只有管理员可以更改。",
    policy_how="可用 /clerk recordings ask、auto 或 off 更改。",
    delete_title="要删除该会议吗？",
    delete_ask="将清除录制、幻灯片、文字记录、报告，以及我发出的相关消息。各人上传的文件仍在原处，"
    ""
    "请在那里删除。此操作无法撤销。",
    deleting="正在删除，完成后会告知您。",
    rename_title="发言人是谁？",
    rename_hint="报告中显示的姓名；留空则保持原样。",
    renamed_meanwhile="其间已有他人修改了发言人。请重新打开此表单。",
    too_long_name="姓名不超过 {most} 个字符。",
)
