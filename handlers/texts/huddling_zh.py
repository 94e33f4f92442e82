"""What Clerk says of voice rooms, in Chinese."""

from handlers.texts.huddling import HuddleTexts

CHINESE_HUDDLES = HuddleTexts(
    title="语音房间",
    titled="语音房间：{topic}",
    started="{who} 在此打开了一个语音房间。请在浏览器中用麦克风加入，也可以共享屏幕。",
    topic="主题",
    listens="由谁收听",
    nobody="无：尚未配置语音模型",
    simulated="模拟助手：不调用任何 AI，内容不会离开运行 Clerk 的计算机",
    places={
        "own": "{name}（{model}），位于贵方自有服务器 {host}",
        "others": "{name}（{model}），位于 {host}（{region}）",
    },
    then="；若其不可用，则改为：",
    hears="AI 会听到所有加入者的声音，看到共享的屏幕，并用语音回答。"
    "打开麦克风之前还会再次征求您的同意。",
    kept="不保存任何声音。发言会即时转写为文字，Clerk 据此在本消息列中撰写纪要。",
    limits="最多 {people} 人、{minutes} 分钟",
    limit_money="，费用不超过 {money}",
    end_of_sentence="。",
    buttons={"join": "加入", "end": "结束"},
    ready="您的语音房间链接",
    ready_why="此链接仅供您本人使用，请在 {minutes} 分钟内打开，且只能打开一次。"
    "如需新链接，请在卡片上点按“加入”。",
    ready_again="其他想加入的人，请在频道中的卡片上点按“加入”。",
    go="进入房间",
    began="房间已打开",
    is_open="这里已有一个打开的房间",
    is_open_why="由 {who} 于 {time}（UTC）打开。一个频道同一时间只能有一个房间。",
    ended="{title}已结束",
    endings={
        "people": "有人结束了房间。",
        "over": "所有人都已离开。",
        "minutes": "已达到房间的最长时间。",
        "money": "已用完单个房间或当天的费用上限。",
        "deleted": "已被删除。",
        "lost": "房间意外中断：Clerk 中负责房间的部分停止了运行。此前的发言已保留。",
    },
    length="时长",
    people="参加者",
    no_people="无人加入",
    cost="AI 费用",
    cost_unknown="未知",
    wordless="没有可以转写的发言，因此没有纪要。",
    minutes_follow="发言内容作为一次会议列在下方：纪要、发言者，以及“删除”。",
    refused="无法进行此操作",
    refusals={
        "unseen": "没有这个房间，或者您无权查看它所属的频道。",
        "over": "该房间已结束。可用 /voice 打开新的房间。",
        "end": "只有打开房间的人或管理员可以结束它。所有人离开后，房间也会自动结束。",
        "address": "从这里无法进入语音房间：Clerk 不知道浏览器可以访问它的地址。"
        "请管理员设置 BOT_PUBLIC_URL，之后即可使用 /voice。",
        "models": "尚未配置语音模型，没有人会收听。"
        "请管理员设置 BOT_VOICE_MODELS，之后即可使用 /voice。",
        "money": "今天的预算已用完，明天可以再次打开房间。",
        "channel": "我无法在此频道发言：请先把我添加到频道，然后重试。",
    },
    ending_now="房间即将结束。发言内容会出现在其卡片下方。",
    file="{title}.vtt",
    assistant="Clerk（AI）",
    source="文字由 AI 在语音房间中即时转写，未保存声音。可能有误，且无法重听核对。",
    source_ai="语音房间的 AI",
)
