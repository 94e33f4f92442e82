"""What stands in the report of a meeting, and why something does not."""

from handlers.texts.minuted import CHINESE_MINUTED, ENGLISH_MINUTED
from pipelines.meeting.wording import Wording

ENGLISH_MINUTES = Wording(
    length="Length: {length}",
    here="Written down on the computer that Clerk runs on",
    there="Written down at {host}",
    words="Words: {words}",
    kinds={
        "supplied": "from the transcript that was given ({source})",
        "embedded": "from the captions in the recording ({source})",
        "recognised": "written down by AI: {source}{model}",
        "spoken": "written down by AI in the voice room, while people spoke",
    },
    no_words="none",
    counted="Participants: {participants} · Slides: {slides} · Passages: {segments}",
    no_summary="This is what can be known for certain: who spoke, when, what was shown. It is not "
    "a summary; no language model has read it.",
    generated=" The words were written down by AI and may be wrong: listen where it matters.",
    lacking="What is missing",
    lacks={
        "no_recording": "The recording: only the transcript was given. There are no slides, and "
        "the times are those of the transcript.",
        "no_transcriber": "The words: there is sound, but nobody is set up to write it down. Put "
        "the transcript (.vtt, .srt or .txt) beside the recording, or have the operator set "
        "WHISPER_URL or get a model for the transcriber `local`.",
        "no_sound": "The words: there is no sound in the recording.",
        "no_speech": "The words: nobody is heard to speak.",
        "transcriber_failed": "The words: none of the transcribers that are set up could write "
        "them down. Try again later, or put a transcript beside the recording.",
        "passages_missing": "Some of the words: not every passage could be written down.",
        "untimed_transcript": "True times: the transcript has none, so they are reckoned from how "
        "much is said. They may be minutes off.",
        "transcript_longer": "A certain match: the transcript goes on after the recording is over. "
        "It may belong to another one, or to a longer version of it.",
        "transcript_unreadable": "The transcript that was given: it could not be read.",
        "no_speakers": "Names: nothing in the transcript says who speaks.",
        "voices_per_passage": "Who is who: voices were told apart within each passage only, so "
        "they are not named.",
        "no_slides": "Slides: nothing in the picture stays as it is long enough to be one.",
        "slides_failed": "Slides: the picture could not be looked through.",
        "slides_left_out": "Some slides: there were more than are kept.",
        "not_written": "Minutes: none of the writers that are set up could write them. Start "
        "again later.",
        "too_long_to_write": "Minutes: more was said than any writer that is set up takes.",
    },
    participants="Participants",
    participant_columns=("Name", "Talk time", "Share", "Turns"),
    nobody_named="Nobody is named.",
    chapters="Chapters",
    chapter_columns=("Time", "Shown", "Begins with"),
    no_slide="–",
    slides="Slides",
    slide="Slide {number}",
    again=", again {times}",
    comma=", ",
    commitments="Candidate commitments",
    commitments_why="Found by simple rules, in the speakers' own words, and checked by nobody. "
    "Some will be missing.",
    transcript="Transcript",
    reckoned="The times are reckoned from how much is said.",
    quote="“{words}”",
    minutes=ENGLISH_MINUTED,
)

CHINESE_MINUTES = Wording(
    length="时长：{length}",
    here="在运行 Clerk 的计算机上转写",
    there="在 {host} 转写",
    words="文字来源：{words}",
    kinds={
        "supplied": "随附的文字记录（{source}）",
        "embedded": "录像内嵌的字幕（{source}）",
        "recognised": "AI 转写：{source}{model}",
        "spoken": "语音房间中由 AI 即时转写",
    },
    no_words="无",
    counted="参会人：{participants} · 幻灯片：{slides} · 发言段落：{segments}",
    no_summary="以下均为可以确定的内容：谁在何时发言、展示了什么。这不是会议总结，"
    "没有语言模型阅读过本次会议。",
    generated="文字由 AI 转写，可能有误，重要内容请以录音为准。",
    lacking="缺少的内容",
    lacks={
        "no_recording": "录像：只提供了文字记录，因此没有幻灯片，时间以文字记录为准。",
        "no_transcriber": "文字：录像中有声音，但未配置转写服务。请将文字记录（.vtt、.srt 或 .txt）"
        "与录像放在一起，或请管理员设置 WHISPER_URL，或为 `local` 转写准备模型。",
        "no_sound": "文字：录像中没有声音。",
        "no_speech": "文字：没有听到任何人发言。",
        "transcriber_failed": "文字：已配置的转写服务均未能完成转写。请稍后重试，"
        "或将文字记录与录像放在一起。",
        "passages_missing": "部分文字：有些片段未能转写。",
        "untimed_transcript": "准确时间：文字记录中没有时间，此处按发言字数推算，可能相差数分钟。",
        "transcript_longer": "可靠的对应关系：录像结束后文字记录仍在继续，"
        "它可能属于另一段录像，或属于更长的版本。",
        "transcript_unreadable": "随附的文字记录：无法读取。",
        "no_speakers": "姓名：文字记录中没有注明发言人。",
        "voices_per_passage": "发言人身份：只能在每个片段内区分不同的声音，因此未标注姓名。",
        "no_slides": "幻灯片：画面中没有停留足够长时间的内容。",
        "slides_failed": "幻灯片：无法分析画面。",
        "slides_left_out": "部分幻灯片：数量超出可保留的上限。",
        "not_written": "会议纪要：已配置的撰写服务均未能完成撰写，请稍后重新开始。",
        "too_long_to_write": "会议纪要：发言内容超出了已配置撰写服务的处理上限。",
    },
    participants="参会人",
    participant_columns=("姓名", "发言时长", "占比", "发言次数"),
    nobody_named="未注明任何人。",
    chapters="章节",
    chapter_columns=("时间", "展示内容", "开头"),
    no_slide="–",
    slides="幻灯片",
    slide="幻灯片 {number}",
    again="，再次出现于 {times}",
    comma="、",
    commitments="可能的承诺",
    commitments_why="由简单规则找出，均为发言人原话，未经任何人核实，可能有遗漏。",
    transcript="文字记录",
    reckoned="时间按发言字数推算。",
    quote="“{words}”",
    minutes=CHINESE_MINUTED,
)
