"""The law that a contract goes by: the name of the state or country alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.document.clauses.lands import is_state, lands_in

_REACH = 170  # characters behind "laws of" in which the land is named
# What says that the words around a land are about the law of this contract, and not of another
# thing: "a corporation organized under the laws of Delaware" is not.
_RULED = re.compile(
    r"(?:governed|construed|interpreted|enforced|enforceable|determined|controlled|"
    r"subject to|applicable law|governing law|choice of law)"
)
_LAW_OF = re.compile(
    r"(?<![a-z])(?:laws?|rechts?|droit|lois?)(?:,? \(?(?:and|"
    r"but) not [a-z ]{3,60}?[,)]{1,2}(?= of))?"
    r"(?:[, ]{1,2}(?:both )?(?:substantive|procedural|including|internal|domestic))?,? "
    r"(?:(?:in force|applicable|applying|then in effect|prevailing|as applied|"
    r"currently in effect) )?"
    r"(?:of|in|der|des|du|de la|de l'|de) ?"
)
_OTHER_LAW = re.compile(r"(?:another|any other|other|a different|some other)(?![a-z])")
_OF = re.compile(r"laws? of (?:the )?$")
_OBEYED = re.compile(r"(?:compl(?:y|ies|ying|iance)|violat[a-z]*|conform[a-z]*) [^.;]{0,40}$")
_DISPUTES = re.compile(
    r"(?:disputes?|controversy|controversies|claims?)[^.;]{0,60}(?:resolved|decided|"
    r"determined|settled) "
    r"(?:under|by|pursuant|in accordance)"
)
_FORMED = re.compile(
    r"(?:organi[sz]ed|existing|incorporated|formed|established|registered|chartered|licensed|"
    r"qualified|constituted|good standing|gegrundet|constituee|注册|成立|设立)"
)
_CHINESE = re.compile(
    r"(?:适用|依据|依照|根据|受|按照|遵守|遵循|依|以)[^。；\n]{0,12}?"
    r"(?:法律|法|法规)|法律适用|适用法律|准据法"
)
_GERMAN = re.compile(r"(?:es gilt|gilt|unterliegt|anwendbar|findet|recht der|recht des|anzuwenden)")
_FRENCH = re.compile(r"(?:soumis|regi|droit applicable|loi applicable)")
_GOVERNS = re.compile(
    r"(?:shall|will|to) (?:exclusively )?(?:govern|apply|control)|governs?(?![a-z])|appl(?:y|"
    r"ies) to (?:this|the)"
)
_AS_SUCH = re.compile(
    r"(?:agreement|contract|lease|letter|deed|undertaking|covenant|nda|validity|rights|terms|"
    r"interpretation|construction|performance)[^.;]{0,160}(?:govern|constru|interpret|subject to)|"
    r"(?:governing|applicable) law|es gilt|unterliegt|soumis|regi |合同|协议|适用"
)
_HEADED = re.compile(
    r"(?:governing|applicable|controlling|choice of) laws?[^.a-z]{1,6}|anwendbares recht\W{1,4}|"
    r"(?:droit|loi) applicable\W{1,4}"
)
_STOP = re.compile(
    r"[.;](?= [a-z(\"]| ?$)|(?<![a-z])(?:without|regardless|excluding|irrespective|"
    r"notwithstanding|except|but |applicable to|(?:exclusive )?jurisdiction|courts?|venue|"
    r"unter ausschluss|conflicts?)"
)


@dataclass(frozen=True, slots=True)
class FoundLaw:
    """A law that a contract goes by: the land, and where the words that say so stand.

    `governs`: they say so of the contract as such, not in passing.
    """

    land: str
    start: int
    end: int
    governs: bool


def law_of(folded: str, text: str) -> str | None:
    """Give the land of words that are known to be about the law: "the State of Oregon"."""
    found = lands_in(folded, text)
    return _of_several(found) if found else None


def laws_in(folded: str, text: str) -> Iterator[FoundLaw]:
    """Find what a contract says that it goes by; `folded` is the text folded."""
    taken = 0
    for match in _LAW_OF.finditer(folded):
        if match.start() < taken or _OTHER_LAW.match(folded, match.end()):
            continue
        reach = _clause(folded, match.end())
        found = lands_in(folded[match.end() : reach], text[match.end() : reach])
        land = _of_several(found) if found else None
        if land is not None and _is_about_contract(folded, match.start(), match.end()):
            taken = match.end() + found[-1][2]
            end = match.end() + found[0][2]
            yield FoundLaw(land, match.start(), end, _governs(folded, match.start(), end))
    yield from _elsewise(folded, text)


def _elsewise(folded: str, text: str) -> Iterator[FoundLaw]:
    """Find "shall be governed by Oregon law", "es gilt deutsches Recht", 适用中国法律."""
    for land, start, end in lands_in(folded, text):
        behind, before = folded[end : end + 24], folded[max(start - 90, 0) : start]
        clause = re.split(r"[.;。；](?=\s|$)|。|；", before)[-1]
        if _says_law(clause, behind, folded[start:end]) and not _FORMED.search(clause):
            yield FoundLaw(land, start, end, _governs(folded, start, end))


def _governs(folded: str, start: int, end: int) -> bool:
    """Tell words on the law of the contract from those on one of its parts, or on a formality."""
    clause = re.split(r"[.;] ", folded[max(start - 220, 0) : start])[-1]
    known = _AS_SUCH.search(clause) is not None
    return known or _GOVERNS.search(folded, end, end + 90) is not None


def _says_law(before: str, behind: str, said: str) -> bool:
    if not said.isascii():
        ruled = re.search(r"适用|依据|依照|受|按照|以|依", before[-16:])
        named = re.match(r"[^。；，,]{0,14}?(?:法律|法规|法)", behind)
        return bool(ruled and named) and not _FORMED.search(behind[:14])
    if re.search(r"recht|law|droit|loi", said):  # an adjective that has its noun with it
        return bool(
            _RULED.search(before) or _GERMAN.search(before + behind) or _FRENCH.search(before)
        )
    if re.match(r"(?:'s)? (?:state )?laws?(?![a-z])", behind):
        ruled = _RULED.search(before) or _DISPUTES.search(before)
        return ruled is not None or re.search(r"laws? (?:shall |will )?govern", behind) is not None
    return _HEADED.search(before[-30:]) is not None and not _OF.search(before)


def _is_about_contract(folded: str, at: int, end: int) -> bool:
    before = folded[max(at - 220, 0) : at]
    if _FORMED.search(before[-60:]) or _OBEYED.search(before):
        return False
    if _GOVERNS.search(folded, end, end + 90):
        return True
    return any(one.search(before) for one in (_RULED, _GERMAN, _FRENCH))


def _clause(folded: str, start: int) -> int:
    """Give where the words about the law end: at its sentence, or where courts come in."""
    stop = _STOP.search(folded, start, start + _REACH)
    return stop.start() if stop else min(start + _REACH, len(folded))


def _of_several(found: list[tuple[str, int, int]]) -> str | None:
    """Give the land of the contract among those of one clause.

    "New York, United States of America" and "Ontario and the laws of Canada applicable therein" are
    the state; "People's Republic of China (excluding Hong Kong)" and others, the first.
    """
    states = [one for one in found if is_state(one[0])]
    return states[0][0] if states else found[0][0]
