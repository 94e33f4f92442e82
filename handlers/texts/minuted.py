"""What stands in the minutes of a meeting, and why a statement is not verified."""

from pipelines.meeting.minutes import Doubt
from pipelines.meeting.wording import MinutesWording

ENGLISH_MINUTED = MinutesWording(
    dated={
        "name": "Held on {day}, as the name of the file says",
        "recording": "Held on {day}, as the recording itself says",
        "arrival": "Held on {day}, if it was the day on which it was dropped: nothing else says "
        "when. Due dates are reckoned from it",
    },
    weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    day="{weekday} {day}",
    author="Minutes: written by AI: {author}",
    writer="{writer} ({model})",
    checked="AI wrote these minutes. A program then looked for the words that each statement "
    "quotes, and for its names, numbers and dates, in the transcript; what it did not find stands "
    "under “Unverified”. It knows that the words are there, not that they mean what is written: "
    "go to the time beside a statement where it matters. What the minutes leave out, nobody "
    "looked for.",
    left_out="What the AI told beyond what a report holds was left out: {count}",
    topics="Topics",
    untitled="(title unverified)",
    decisions="Decisions",
    actions="Action items",
    questions="Open questions",
    none="None was found.",
    action_columns=("Time", "What", "Owner", "Due", "Said"),
    state_column="State",
    nobody="nobody named",
    due="{day} (“{words}”)",
    owned="for {owner}",
    by_day="due {day}",
    unverified="Unverified",
    unverified_why="AI wrote these too, and not all of it could be found in the transcript. Take "
    "none of it for granted.",
    dropped="Dropped by people",
    kinds={
        "topic": "Title of a topic",
        "point": "About a topic",
        "decision": "Decision",
        "action": "Action item",
        "question": "Open question",
    },
    doubts={
        Doubt.NO_SUCH_PLACE: "It names no place that there is in the transcript.",
        Doubt.NOT_SAID: "Nobody says the words that it quotes.",
        Doubt.SAID_ELSEWHERE: "The words that it quotes are said, but not at the place it names.",
        Doubt.NUMBER: "A number, an amount or a date in it is not said there.",
        Doubt.NAME: "A name in it is not said there.",
        Doubt.OWNER: "Nothing there says that this person is to do it.",
        Doubt.DUE: "Nobody says that it is due then.",
        Doubt.UNSUPPORTED: "What is said there is about something else.",
        Doubt.OPPOSITE: "What is said there is the opposite.",
        Doubt.OPEN: "What is said there is a question or an idea, and nothing is settled.",
        Doubt.ORDERED: "What is said there speaks to whoever writes the minutes.",
    },
    states={
        "proposed": "proposed",
        "confirmed": "confirmed by a person",
        "done": "done",
        "dropped": "dropped by a person",
    },
    edited="edited",
    earlier="in an earlier run",
    says="{who}: {words}",
    quotes="as if said: {words}",
    aside="({words})",
)

CHINESE_MINUTED = MinutesWording(
    dated={
        "name": "会议日期：{day}（依据文件名）",
        "recording": "会议日期：{day}（依据录制文件自身的信息）",
        "arrival": "会议日期：{day}（上传日期；没有其他依据，截止日期均由此推算）",
    },
    weekdays=("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    day="{day} {weekday}",
    author="会议纪要：由 AI 撰写：{author}",
    writer="{writer}（{model}）",
    checked="本纪要由 AI 撰写，并由程序逐条核对：所引原话以及其中的姓名、数字和日期，均须能在"
    "文字记录中找到；找不到的列在“未核实”中。程序只能确认这些话说过，不能确认理解无误，"
    "重要内容请按所标时间查看原文。纪要遗漏的内容无法核对。",
    left_out="AI 所写内容超出报告容量，已略去 {count} 条",
    topics="议题",
    untitled="（标题未核实）",
    decisions="决定",
    actions="待办事项",
    questions="未决问题",
    none="未发现。",
    action_columns=("时间", "事项", "负责人", "截止日期", "原话"),
    state_column="状态",
    nobody="未指明",
    due="{day}（“{words}”）",
    owned="负责人：{owner}",
    by_day="截止：{day}",
    unverified="未核实",
    unverified_why="以下内容同样由 AI 撰写，但未能在文字记录中全部找到依据，请勿直接采信。",
    dropped="已由人工去掉",
    kinds={
        "topic": "议题标题",
        "point": "议题内容",
        "decision": "决定",
        "action": "待办事项",
        "question": "未决问题",
    },
    doubts={
        Doubt.NO_SUCH_PLACE: "它所指的位置在文字记录中不存在。",
        Doubt.NOT_SAID: "没有人说过它所引用的话。",
        Doubt.SAID_ELSEWHERE: "它所引用的话确实说过，但不在所标的位置。",
        Doubt.NUMBER: "其中的数字、金额或日期，该处没有提到。",
        Doubt.NAME: "其中的人名，该处没有提到。",
        Doubt.OWNER: "该处没有说由此人负责。",
        Doubt.DUE: "没有人说过这个截止时间。",
        Doubt.UNSUPPORTED: "该处说的是别的事情。",
        Doubt.OPPOSITE: "该处说的恰恰相反。",
        Doubt.OPEN: "该处只是提问或设想，并未定下来。",
        Doubt.ORDERED: "该处的话是对纪要撰写者说的。",
    },
    states={
        "proposed": "待确认",
        "confirmed": "已由人工确认",
        "done": "已完成",
        "dropped": "已由人工去掉",
    },
    edited="有修改",
    earlier="先前处理时",
    says="{who}：{words}",
    quotes="所称原话：{words}",
    aside="（{words}）",
)
