"""A text as words that can be compared: case, width, marks and spelling of numbers taken away.

Letters of Chinese are words of one letter; contractions are written out; what people only hum is
left out, and so is a word that is said twice in a row.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.meeting.lettering import unhidden
from pipelines.meeting.verifying import numerals
from pipelines.meeting.verifying.listed import listed

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_PIECE = re.compile(
    rf"(?P<number>\d+(?:[.,]\d+)*)|(?P<han>[{HAN}])|%"
    rf"|[^\W\d_{HAN}](?:[^\W_{HAN}]|'(?=[^\W\d_{HAN}]))*"
)
# Some transcripts write "it 's" and "do n't".
_APART = re.compile(r"(?<=[a-z]) +(?='(?:s|t|re|ve|ll|d|m)\b|n't\b)", re.IGNORECASE)
_HUMMED = listed(
    "um uh uhm umm uhh erm er hm hmm hmmm mm mmm mhm ah ahh oh eh huh 嗯 呃 啊 哦 噢 唉 哎 诶 呀 嘛"
)
_WRITTEN_OUT = {
    "can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not"),
    "shan't": ("shall", "not"), "ain't": ("is", "not"), "let's": ("let", "us"),
    "gonna": ("going", "to"), "wanna": ("want", "to"), "gotta": ("got", "to"),
    "ok": ("okay",), "o'clock": ("oclock",), "y'all": ("you", "all"),
    "percent": ("%",), "yep": ("yes",), "yeah": ("yes",), "yup": ("yes",), "nope": ("no",),
}  # fmt: skip
_TAILS = {"ll": "will", "re": "are", "m": "am", "ve": "have", "d": "would"}
_IS = listed("it that he she what there here who where this how when")
_MINUS = listed("minus negative 负")
_SIGNED = re.compile(r"(?:^|[\s(（])[-\u2212]$")
_NTH = re.compile(r"(?:st|nd|rd|th)", re.IGNORECASE)
_ROUND = listed("hundred thousand million billion")
# 得/地/的 and the like sound alike: a recogniser writes any of them.
_ALIKE = str.maketrans("地得她它帐作", "的的他他账做")


class Word(NamedTuple):
    """A word as it is compared, and where it stands in the folded text."""

    text: str
    start: int
    end: int


def folded(text: str) -> str:
    """Give a text with one width and one kind of apostrophe; its case is kept."""
    plain = (
        unicodedata.normalize("NFKC", unhidden(text)).replace("\u2019", "'").replace("\u2018", "'")
    )
    return _APART.sub("", plain)


def words(text: str) -> list[Word]:
    """Give the words of a folded text; a number is # and its value."""
    kept: list[Word] = []
    for one in _numbered(list(_pieces(text)), text):
        if one.text in _HUMMED:
            continue
        if kept and kept[-1].text == one.text and one.text[0] != "#":
            continue
        kept.append(one)
    return kept


def _pieces(text: str) -> Iterator[Word]:
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if match["number"]:
            yield Word(match[0], start, end)
            continue
        for part in _written_out(match[0].lower().translate(_ALIKE)):
            yield Word(part, start, end)


def _written_out(word: str) -> tuple[str, ...]:
    stem, mark, tail = word.rpartition("'")
    if word in _WRITTEN_OUT or not mark:
        return _WRITTEN_OUT.get(word, (word,))
    if word.endswith("n't"):
        return word[:-3], "not"
    if tail in _TAILS:
        return stem, _TAILS[tail]
    if tail == "s":
        return (stem, "is") if stem in _IS else (stem,)
    return (word.replace("'", ""),)


def _numbered(pieces: list[Word], text: str) -> Iterator[Word]:
    """Take numbers together: 25 thousand, twenty-five thousand, 2.5万, 百分之十, 10 per cent."""
    spoken = [one.text for one in pieces]
    at = 0
    while at < len(pieces):
        below = spoken[at] in _MINUS and at + 1 < len(pieces)
        found = _number(pieces, spoken, at + below, text)
        if found is None:
            yield pieces[at]
            at += 1
            continue
        tokens, at = found
        if below or _is_below(text, tokens[0].start):
            tokens = [tokens[0]._replace(text=f"#-{tokens[0].text[1:]}"), *tokens[1:]]
        yield from tokens


def _is_below(text: str, start: int) -> bool:
    """Whether a sign stands before a number, and not between two."""
    return bool(_SIGNED.search(text[max(0, start - 2) : start]))


def _number(
    pieces: list[Word], spoken: list[str], at: int, text: str
) -> tuple[list[Word], int] | None:
    word, following = spoken[at], spoken[at + 1 : at + 2]
    if word == "百" and spoken[at : at + 3] == ["百", "分", "之"]:
        read = _hundredths(pieces, spoken, at, text)
    elif word == "per" and following == ["cent"]:
        read = [Word("%", pieces[at].start, pieces[at + 1].end)], at + 2
    elif word[0].isdigit():
        read = _digits(pieces, spoken, at, text)
    elif word in numerals.HAN:
        read = _han(pieces, spoken, at)
    else:
        one = "one" if word == "a" and following and following[0] in _ROUND else word
        read = _english(pieces, [one, *spoken[at + 1 : at + 20]], at)
    return read


def _english(pieces: list[Word], spoken: list[str], at: int) -> tuple[list[Word], int] | None:
    read = numerals.english(spoken, 0)
    if read is None:
        return None
    value, length = read
    return [_token(numerals.plain(value), pieces, at, at + length)], at + length


def _hundredths(
    pieces: list[Word], spoken: list[str], at: int, text: str
) -> tuple[list[Word], int] | None:
    inner = _number(pieces, spoken, at + 3, text) if at + 3 < len(spoken) else None
    if inner is None:
        return None
    tokens, end = inner
    return [*tokens, Word("%", pieces[at].start, pieces[at].end)], end


def _digits(pieces: list[Word], spoken: list[str], at: int, text: str) -> tuple[list[Word], int]:
    value = numerals.digits(spoken[at])
    if value is None:
        return [pieces[at]], at + 1
    end = at + 1
    while end < len(pieces) and (times := numerals.scale(spoken[end])) is not None:
        value, end = value * times, end + 1
    if end == at + 1 and end < len(pieces) and pieces[end].start == pieces[at].end:
        if text[pieces[end].start : pieces[end].end] == "M":
            value, end = value * 1_000_000, end + 1
        elif _NTH.fullmatch(spoken[end]):
            end += 1
    return [_token(numerals.plain(value), pieces, at, end)], end


def _han(pieces: list[Word], spoken: list[str], at: int) -> tuple[list[Word], int] | None:
    end = at
    while end < len(pieces) and spoken[end] in numerals.HAN:
        end += 1
    run = "".join(spoken[at:end])
    tail = end + 1
    while tail < len(pieces) and spoken[tail] in numerals.HAN and spoken[end] == "点":
        tail += 1
    after = "".join(spoken[end + 1 : tail])
    if after and not set(after) & set("十百千万亿"):
        run, end = f"{run}点{after}", tail
    value = numerals.chinese(run)
    return None if value is None else ([_token(numerals.plain(value), pieces, at, end)], end)


def _token(value: str, pieces: list[Word], at: int, end: int) -> Word:
    return Word(f"#{value}", pieces[at].start, pieces[end - 1].end)
