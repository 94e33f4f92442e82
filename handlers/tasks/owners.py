"""Who in a channel a name means: one person for certain, or nobody."""

import unicodedata
from collections.abc import Sequence

from handlers.people import Person

_WITHIN = "'\u2019\u02bc"  # signs that part no words
_LEAST = 2  # letters of a part of a name that may stand for the whole
_CAPTIONS = ("(", "（", "[", "|", "·", " - ", " / ", "/")  # behind them: a team, a place, a pronoun
_BETWEEN = frozenset(",，、;；/&+")  # between people, or between the names of one: Lopez, Ana
# Surnames of two characters; all others have one.
_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯")
)
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr", "prof", "herr", "frau"])
_CALLED = ("老师", "先生", "女士", "小姐", "经理", "总监", "同学")  # behind a name of a person


def owner_of(name: str, readers: Sequence[Person]) -> str | None:
    """Give the platform's id of whom a name means; None where nobody, or more than one, fits.

    A whole name is looked for before its parts in another order, and these before a first name, or
    a given name, alone; the first that fits anybody decides.
    """
    wanted = _parts(name)
    if not wanted:
        return None
    called = [(one.id, name) for one in readers for name in (one.name, *one.also)]
    known = [(id_, _parts(name), _parts(_uncaptioned(name))) for id_, name in called]
    # Of several people the parts would make one: Ana & Ben are not Ana B.
    parts = () if _BETWEEN & set(name) else (_is_part,)
    for fits in (_is_whole, _is_turned, *parts):
        found = {id_ for id_, whole, bare in known if fits(wanted, bare) or wanted == whole}
        if found:
            return found.pop().partition(":")[2] if len(found) == 1 else None
    return None


def _uncaptioned(name: str) -> str:
    """Give a name without what some write behind it."""
    ends = [at for sign in _CAPTIONS if (at := name.find(sign)) > 0]
    return name[: min(ends)] if ends else name


def _is_whole(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
    return bool(has) and (wanted == has or "".join(wanted) == "".join(has))


def _is_turned(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
    """Whether it is the same name with the family's at the other end: Chen Wei, Wei Chen."""
    return len(wanted) > 1 and sorted(wanted) == sorted(has)


def _is_part(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
    """Whether it is a first name, a family name, or a Chinese name without the family's."""
    if len(wanted) > 1:
        # The first two of three, or first and last, also with the initial of one: Mei L.
        return len(has) > 1 and _abbreviates(wanted, has)
    word = wanted[0]
    return len(word) >= _LEAST and (word in has or any(word == _given(one) for one in has))


def _abbreviates(wanted: tuple[str, ...], has: tuple[str, ...]) -> bool:
    first, last = wanted[0], wanted[-1]
    if wanted == has[: len(wanted)]:
        return True
    is_initial = len(last) == 1 and has[-1].startswith(last)
    is_last = is_initial or last == has[-1]
    return len(wanted) == 2 and first == has[0] and len(first) > 1 and is_last


def _given(name: str) -> str:
    """Give a Chinese name without the surname; "" of any other, or where one sign is left."""
    if not _is_han(name):
        return ""
    given = name[2:] if name[:2] in _DOUBLE else name[1:]
    return given if len(given) >= _LEAST else ""


def _is_han(name: str) -> bool:
    return all("\u4e00" <= sign <= "\u9fff" for sign in name)


def _parts(name: str) -> tuple[str, ...]:
    """Give the words of a name in small letters, of normal width and without accents."""
    plain = unicodedata.normalize("NFKD", name).casefold().replace("ı", "i").replace("ß", "ss")
    plain = "".join(
        sign for sign in plain if not unicodedata.combining(sign) and sign not in _WITHIN
    )
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    parts = [_uncalled(word) for word in words if word not in _TITLES]
    return tuple(part for part in parts if part)


def _uncalled(word: str) -> str:
    for called in _CALLED:
        if word.endswith(called) and len(word) > len(called) + 1:
            return word.removesuffix(called)
    return word
