"""Who speaks, where a text only writes the name before the words: "Alice Chen: good morning"."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipelines.meeting.cue import Cue, in_turn
from pipelines.meeting.lettering import shown

MOST_NAME = 60
_MOST_WORDS = 6
_COLON = re.compile("[:\uff1a]")
_TIMES = re.compile(r"\d{1,2}(?::\d{2})*")
_SENTENCE = re.compile(
    r"[.!?;,\u3002\uff01\uff1f\uff1b\uff0c\u3001](?:\s|$)|[\"\u201c\u201d{}<>=|\\/]"
)
_INITIALS = re.compile(r"\b(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|Jr|Sr|St)\.(?=\s|$)")
# What people say, or write, before a colon and mean nobody.
_NOBODY = frozenset({
    "hello", "hi", "hey", "yes", "no", "ok", "okay", "so", "well", "but", "and", "right", "thanks",
    "note", "notes", "question", "questions", "answer", "answers", "example", "for example",
    "http", "https", "also", "first", "second", "third", "then", "now", "today", "remember",
    "warning", "important", "summary", "agenda", "topic", "subject", "date", "time", "location",
    "title", "attendees", "participants", "duration", "meeting", "transcript", "recording",
    "action", "actions", "action items", "decision", "decisions", "next steps", "todo", "to do",
    "start", "end", "started", "ended", "start time", "end time", "recorded", "created", "length",
    "url", "link", "source", "from", "to", "re", "ps", "plan", "result", "results", "update",
    "问题", "注意", "例如", "比如", "总结", "主题", "时间", "地点", "参会人", "与会人", "会议主题",
    "会议时间", "开始时间", "结束时间", "录制时间", "日期", "时长", "会议号", "关键词",
    "文字记录", "记录", "待办", "结论", "一是", "二是", "三是", "好", "好的",
    "对", "是的", "没有", "不是", "所以", "然后", "但是", "其实", "此外", "另外", "首先", "其次",
    "最后",
})  # fmt: skip
_OFTEN = 2
_FEW = 0.1  # of all that is said, the share that names must be before
_NEARLY_ALL = 0.9
_LOOKED = 50_000  # lines; whoever did not speak in so many is nobody's label


def prefixed(text: str) -> tuple[str, str] | None:
    """Part "Name: words"; None where nothing that could be a name stands before a colon."""
    text = text.lstrip(" \t\n-\u2013\u2014>")
    found = _COLON.search(text, 0, MOST_NAME + 1)
    if found is None or text.startswith("//", found.end()):
        return None
    name = text[: found.start()]
    return (_bare(name), text[found.end() :].lstrip("*_ \t")) if can_be_a_name(name) else None


def can_be_a_name(written: str) -> bool:
    """Whether it is as short as a name, and no sentence, time or word that names nobody."""
    name = _bare(written)
    if not name or len(name) > MOST_NAME or len(name.split()) > _MOST_WORDS:
        return False
    if name.lower() in _NOBODY or not any(map(str.isalnum, name)):
        return False
    return not _SENTENCE.search(_INITIALS.sub("", name)) and not _TIMES.fullmatch(name)


def names_in(texts: Sequence[str]) -> frozenset[str]:
    """Give what stands before words like a name, again and again.

    One that stands there once is none ("hello: yes"), unless nearly every text begins so.
    """
    counted = Counter(found[0] for text in texts if (found := prefixed(text)))
    known = {name for name, count in counted.items() if count >= _OFTEN}
    if len(texts) >= _OFTEN and counted.total() >= len(texts) * _NEARLY_ALL:
        known |= {name for name in counted if is_capital(name)}
    said = sum(counted[name] for name in known)
    return frozenset(known) if said >= len(texts) * _FEW else frozenset()


def _bare(written: str) -> str:
    """Give a name without what makes it bold in Markdown."""
    return shown(written).strip("*_#:\uff1a ")


def is_capital(name: str) -> bool:
    """Whether no word of it begins with a small letter, as names do."""
    return all(not word[0].islower() for word in name.split())


def named(cues: Sequence[Cue]) -> list[Cue]:
    """Take names out of the words of cues, where few cues name anybody otherwise."""
    if sum(bool(cue.speaker) for cue in cues) > len(cues) * _FEW:
        return list(cues)
    lines = [
        line for cue in cues if not cue.speaker for line in cue.text.split("\n") if line.strip()
    ]
    known = names_in(lines[:_LOOKED])
    headed: frozenset[str] = frozenset() if known else _headings(cues)
    return [one for cue in cues for one in _parted(cue, known, headed)]


def _headings(cues: Sequence[Cue]) -> frozenset[str]:
    """Give the names that stand in a line of their own above the words of nearly every cue."""
    above = [cue.text.partition("\n") for cue in cues]
    heads = Counter(
        shown(first) for first, _, rest in above if rest.strip() and can_be_a_name(first)
    )
    again = {name for name, count in heads.items() if count >= _OFTEN}
    if len(again) * 2 > len(cues) or sum(heads[name] for name in again) < len(cues) * _NEARLY_ALL:
        return frozenset()
    return frozenset(heads)


def _parted(cue: Cue, known: frozenset[str], headed: frozenset[str]) -> Iterator[Cue]:
    if cue.speaker:
        yield cue
        return
    first, _, rest = cue.text.partition("\n")
    if shown(first) in headed and rest.strip():
        yield cue._replace(speaker=shown(first), text=rest)
        return
    turns: list[tuple[str, list[str]]] = [("", [])]
    for line in cue.text.split("\n"):
        found = prefixed(line)
        if found and found[0] in known:
            turns.append((found[0], [found[1]]))
        else:
            turns[-1][1].append(line)
    yield from in_turn(cue, [(who, "\n".join(lines)) for who, lines in turns])
