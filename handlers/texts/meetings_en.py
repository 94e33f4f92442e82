"""What Clerk says of recordings of meetings, in English."""

from handlers.texts import lacks
from handlers.texts.meetings import MeetingTexts

_AGAIN = "Export it again, and drop it here."

ENGLISH_MEETINGS = MeetingTexts(
    recording="Recording: {name}",
    transcript="Transcript of a meeting: {name}",
    transcribes="Press {start}, and AI will transcribe this recording (AI 转写): {engines}.",
    transcribing="AI transcribes this recording (AI 转写): {engines}.",
    reads="Press {start}, and Clerk will read the transcript {transcript}. Only if that cannot be "
    "read, AI will transcribe the recording (AI 转写): {engines}.",
    reads_first="Press {start}, and Clerk will read the transcript {transcript}.",
    reads_only="Press {start}, and Clerk will read the transcript {transcript}. No AI takes part.",
    reading="Clerk reads the transcript {transcript}.",
    nobody="Nothing is set up to transcribe here, so you would get the slides and their times "
    "only. For the words, drop the transcript of the meeting (.vtt, .srt or .txt), too: together "
    "with the recording, as an answer to it, or within the hour under its name.",
    engines={
        "local": "faster-whisper",
        "whisper": "Whisper",
        "gpt": "OpenAI",
        "gemini": "Google Gemini",
    },
    engine="{name} ({model}), {where}",
    places={
        "here": "on the computer that Clerk runs on",
        "own": "on your own server {host}",
        "others": "at {host}, where the sound is sent",
    },
    otherwise="{first}; if that does not answer, {then}",
    untouched="Nothing has been downloaded yet. Start only if the people in it agree.",
    kept="Kept: the recording {recording}, slides {slides}, transcript and report {transcript}. "
    "Sound that is taken out of it is not kept. Whoever dropped it, and administrators, can delete "
    "all of that at any time.",
    days=("only until it was read", "for 1 day", "for {count} days"),
    start="Start",
    not_now="Not now",
    stop="Stop",
    again="Start again",
    delete="Delete",
    rename="Rename speakers",
    declined="{who} chose: not now.",
    working="Working on {name}",
    stages={
        "waiting": "Waiting for its turn",
        "fetching": "Fetching the file",
        "opening": "Opening it",
        "reading": "Reading the transcript",
        "hearing": "Transcribing",
        "looking": "Looking for slides",
        "writing": "Writing the report",
    },
    progress="{stage} · {percent} %",
    started_by="Started by {who}.",
    started_alone="It began by itself, as it is set up to where this was dropped.",
    waits={
        "scanner": "The virus scanner does not answer. I go on by myself as soon as it does, and "
        "try until {until}.",
        "platform": "The file cannot be downloaded at the moment. I go on by myself as soon as it "
        "can, and try until {until}.",
        "transcriber": "Nobody who transcribes answers at the moment. I go on by myself as soon as "
        "somebody does, and try until {until}; then you get what there is.",
        "writer": "Nobody who writes minutes answers at the moment. I go on by myself as soon as "
        "somebody does, and try until {until}; then you get what there is.",
    },
    stopped="{name}: stopped",
    stopped_by="{who} stopped it.",
    stopped_kept="What was transcribed until then is kept, and is not done twice.",
    failed="I could not read {name}",
    failed_somehow="It did not work out. Start again, or tell whoever runs Clerk.",
    failed_again="It was started once more, and nothing better came of that.",
    earlier="What was found the time before is still here:",
    fault="Something broke inside Clerk ({fault}). The operator's log has the details. What was "
    "transcribed until then is kept: start again, or tell them.",
    gone=lacks.EN_MEETING,
    rejections={
        "empty": "{name} is empty.",
        "too_large": "{name} is larger than {limit}, the most I take of a recording.",
        "unknown_type": "I do not know what kind of file {name} is. I take recordings (MP4, "
        "MOV, WebM, MKV, M4A, MP3, WAV, OGG, FLAC) and transcripts (VTT, SRT, text).",
        "unsupported_type": "{name} is a {type} file, whatever its name says. I take "
        "recordings (MP4, MOV, WebM, MKV, M4A, MP3, WAV, OGG, FLAC) and transcripts (VTT, SRT, "
        "text).",
        "encrypted": "{name} is protected. Save it without protection, and drop it again.",
        "nothing_in_it": "There is nothing to be seen or heard in {name}.",
        "no_transcript": "{name} is no transcript that I can read: it has neither times nor a name "
        "before what each person says.",
        "too_many_streams": "{name} holds {streams} tracks; the limit is {limit}. Export it with "
        "one picture and one sound.",
        "too_many_hours": "{name} lasts {hours} hours; the limit is {limit}. Cut it, and drop the "
        "parts.",
        "too_many_pixels": "The picture of {name} has {width} × {height} pixels; the limit is "
        "{limit} megapixels. Export it smaller, and drop it again.",
        "too_long": "{name} is longer than I take. Cut it, and drop the parts.",
        "damaged": "{name} is damaged, or not what its name says. " + _AGAIN,
        "exhausted": "Reading {name} took more memory or processor time than it may. " + _AGAIN,
        "too_slow": "Reading {name} took longer than {limit} seconds. " + _AGAIN,
        "infected": "The virus scanner found {signature} in {name}. I did not open it, and "
        "deleted my copy. Delete yours, and ask whoever sent it to you.",
    },
    lost="{minutes} of the sound could not be transcribed: {why}. Start again to have only that "
    "done.",
    lost_all="Nobody transcribed it: {why}.",
    minutes=("less than a minute", "1 minute", "{count} minutes"),
    unwritten="Nobody wrote minutes: {why}.",
    resting="no answer",
    undecoded="the sound could not be decoded",
    by_ai="AI wrote the words down (AI 转写): {engine}. They may be wrong: listen where it "
    "matters.",
    from_file="The words are those of {name}, as it was dropped: no AI transcribed them.",
    from_track="The words are the subtitles in the recording: no AI transcribed them.",
    wordless="There are no words: only what was shown, and when.",
    no_ai="Facts only, no summary; made without AI",
    facts="Facts only, no summary",
    generated="Words generated by AI: {engine} · facts only, no summary",
    lacking="What is missing:",
    length="Length",
    participants="Participants",
    slides="Slides",
    shown_again=("; one of them was shown again", "; shown again {count} times in all"),
    participant_columns=("Participant", "Talk time", "Share"),
    more_participants=("… and 1 more; see report.md.", "… and {count} more; see report.md."),
    chapter_columns=("From", "Shown", "Begins with"),
    slide="Slide {number}",
    no_slide="–",
    more_chapters=(
        "… and 1 more chapter; see report.md.",
        "… and {count} more chapters; see report.md.",
    ),
    quote="“{words}”",
    commitments="Sounds like a promise (candidates found by rules, checked by nobody):",
    more_commitments=("… and 1 more; see report.md.", "… and {count} more; see report.md."),
    all_of_it="All that was said and shown, with its times, is in the files below: "
    "report.md and transcript.vtt.",
    all_of_report="Every slide with its times is in report.md, below.",
    report_alt="Report of {title}: participants, chapters, slides and what was said",
    transcript_alt="What was said in {title}, with times",
    slides_alt="All slides of {title}, with their numbers and times",
    late="The transcript {name} came later: start again, and the report is made with it.",
    late_recording="The recording {name} came later: start again, and its slides are looked for.",
    off="Clerk leaves recordings alone where this was dropped. An administrator can change that "
    "there, with the command recordings ask.",
    refused="This was not done",
    refusals={
        "unseen": "It was deleted, or it is not of a conversation that you can read.",
        "running": "{who} has started it already.",
        "done": "It is done already.",
        "stopped": "{who} has stopped it already.",
        "declined": "{who} has chosen already: not now.",
        "failed": "It has failed: you can start it again.",
        "asked": "It was not started yet.",
        "delete": "Only the person who dropped it, and administrators, can delete it.",
        "unnamed": "There is nobody to be named in it.",
        "changed": "What would be read, or who would transcribe or write minutes, has changed "
        "meanwhile: the card says what it is now. Press again if you agree.",
    },
    policy="Recordings in the conversation you asked in",
    policies={
        "ask": "Clerk asks first: nothing is downloaded before somebody presses Start.",
        "auto": "Clerk begins by itself, and says so. Anybody there can stop it.",
        "off": "Clerk leaves them alone.",
    },
    policy_default="Nobody has chosen anything for it: this is how Clerk is set up.",
    policy_set="From now on. Recordings that are there already are not touched.",
    policy_admins="Only administrators can change that.",
    policy_how="To change it, an administrator gives the command recordings ask, recordings auto "
    "or recordings off in that conversation.",
    delete_title="Delete this meeting?",
    delete_ask="Recording, slides, transcript, report, tasks, and my messages about it go. The "
    "files that people dropped stay where they are: delete them there. This cannot be undone.",
    deleting="I delete it now, and tell you when it is done.",
    rename_title="Who spoke?",
    rename_hint="The name as the report is to say it. Empty: the name that is written above.",
    rename_pick="{name}, or somebody who reads along",
    rename_unread="This person does not read the conversation of the meeting.",
    renamed_meanwhile="It has changed meanwhile: somebody named the speakers, or started it again. "
    "Open the form again.",
    too_long_name="A name of at most {most} characters.",
)
