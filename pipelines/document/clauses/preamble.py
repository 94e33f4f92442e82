"""The parties as the preamble of a contract lists them: "by and between X, a ..., and Y"."""

import re
from collections.abc import Iterator

from pipelines.document.clauses.names import LEGAL_FORM, Party, closing, letters, name_at, role_in
from pipelines.document.clauses.prose import Prose

_HEAD = 9_000  # characters in which the preamble stands
_LIST = 2_200  # characters that its list takes up
_BETWEEN = re.compile(
    r"(?<![a-z])(?:(?:by and |is |as )?(?:between|among(?:st)?)(?: and among)?|by and between|"
    r"zwischen|entre(?: les soussignes)?)(?: the following parties| the parties| the undersigned)?"
    r" ?:? (?=\S)"
)
_MADE_BY = re.compile(
    r"(?<![a-z])(?:made|given|executed|delivered|entered into|granted)[^.;]{0,110}? by (?!and )"
)
_PARTIES = re.compile(
    r"(?<![a-z])(?:(?:parties|the parties(?: to this agreement)?(?: are)?|vertragsparteien|"
    r"les parties) ?: ?(?:the parties to this agreement are:? )?|"
    r"the parties to this agreement are:? )"
)
_STOP = re.compile(
    r"(?<![a-z])(?:whereas|witnesseth|recitals?|now,? therefore|in consideration|in order to|"
    r"background|"
    r"preamble|agreement ?:|capitalized terms|the parties (?:agree|hereby|desire|wish|have)|"
    r"it is (?:hereby )?agreed|praambel|wird folgend|il a ete convenu|terms and conditions|"
    r"date:|(?:article|section) [1i]\b|1\. )"
)
_PART = re.compile(
    r" and(?: also|:)? |; (?:and )?|, and |, | in favor of | in favour of | with | und | et | & "
)
_JOINT = re.compile(r",? and |; (?:and )?|,? und |,? et ")
_JOINED = re.compile(
    r"(?: and:?|;| und| et|\)|between:?)(?: (?:mr|mrs|ms|dr|herrn?|frau|m|mme|the|der|"
    r"die)\.?){0,2} ?$"
)
_DESCRIBED = re.compile(
    r",? ?(?:\(|a |an |having |with |located |whose |who |residing |organi[sz]ed |of |on behalf |"
    r"d/b/a |f/k/a |doing business |formerly |trading as |"
    r"individually|hereinafter|together|and its |including |its |incorporated|acting |duly |as |"
    r"for itself|mit sitz|geschaftsansassig|vertreten|nachfolgend|im folgenden|ci-apres|dont |"
    r"societe |representee|demeurant|registered|company number|\[)"
)
_NUMBERED = re.compile(
    r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[).] ?|\(?[A-Z]\) ?|[-•–] ?)?"
    r"(?i:and |und |et )?(?i:each of |the undersigned(?: [a-z]+)?,? |me,? |you,? |"
    r"its (?:affiliate|subsidiary|parent|director|employee|president|officer)(?: company)?,? )?"
)
# Words by which a contract speaks of another one.
_ANOTHER = re.compile(
    r"that certain|defined in|pursuant to|merger|under the|existing|prior|previous|supersed|"
    r"the terms of|amend"
)
_ABOUT = re.compile(
    r"agreement|contract|lease|covenant|vertrag|vereinbarung|contrat|accord|letter|deed|"
    r"memorandum|made|entered"
)


def preamble(prose: Prose) -> list[Party]:
    """Give the parties of the first list of parties, in its order; none where there is none."""
    head = prose.folded[:_HEAD]
    labelled = next(_lists(prose, _PARTIES, 2), None)
    if labelled is not None:
        return labelled
    for match in _BETWEEN.finditer(head):
        before = head[max(match.start() - 420, 0) : match.start()]
        if _ABOUT.search(before) and not _ANOTHER.search(before[-130:]):
            found = list(_listed(prose, match.end()))
            if len(found) > 1 or any(one.is_firm or one.role for one in found):
                return found
    return next(_lists(prose, _MADE_BY, 2), [])


def _lists(prose: Prose, opening: re.Pattern[str], least: int) -> Iterator[list[Party]]:
    for match in opening.finditer(prose.folded[:_HEAD]):
        found = list(_listed(prose, match.end()))
        if len(found) >= least:
            yield found


def _listed(prose: Prose, start: int) -> Iterator[Party]:
    """Give the parties from a character on, up to the end of their list."""
    text, end = prose.text, _end(prose, start)
    at, first, seen = start, True, set[str]()
    while at < end:
        at = _past_number(prose, at, end)
        name = name_at(text, at, end)
        if name is not None and (first or _is_party(prose, *name, end)):
            behind = _part_end(prose, name[1], end)
            party = Party(text[slice(*name)], role_in(text[name[1] : behind]), *name)
            if not any(one.startswith(party.key) for one in seen):
                seen |= {party.key, letters(party.role or party.name)}
                yield party
        elif first and name is None and text[at : at + 1].islower():
            return
        first = False
        at = _next(prose, name[1] if name else at, end)


def _past_number(prose: Prose, at: int, end: int) -> int:
    numbered = _NUMBERED.match(prose.text, at, end)
    return numbered.end() if numbered else at


def _is_party(prose: Prose, start: int, end: int, last: int) -> bool:
    """Tell a further party from the parts of an address: it has a form, a role or a description."""
    name, behind = prose.text[start:end], prose.folded[end : min(end + 40, last)]
    if LEGAL_FORM.search(name):
        return True
    if prose.folded[max(start - 2, 0) : start] == ", ":  # a part of an address
        return False
    if _DESCRIBED.match(behind):
        return " " in name or behind.lstrip(" ,").startswith("(")
    before = prose.folded[max(start - 18, 0) : start]
    joined = _JOINED.search(before) is not None
    return (
        joined
        and name.count(" ") >= 1
        and re.match(r" ?(?:[.;:,]|$|and |wher|agree|in con)", behind) is not None
    )


def _next(prose: Prose, at: int, end: int) -> int:
    """Give where the next part of the list may begin; brackets are passed over."""
    while at < end:
        if prose.text[at] in "(（[":
            bracket = closing(prose.text, at)
            numbered, called = bracket - at <= 4, '"' in prose.folded[at:bracket]
            if (numbered or called) and name_at(prose.text, bracket + 1, end) is not None:
                return bracket + 1  # it is the number of the next party, or ends the row of one
            at = bracket
            continue
        match = _PART.match(prose.folded, at, end)
        if match:
            return match.end()
        at += 1
    return end


def _part_end(prose: Prose, start: int, end: int) -> int:
    """Give where the words about one party end: behind its brackets, or at the next joint."""
    at = start
    while at < end:
        if prose.text[at] in "(（":
            at = closing(prose.text, at)
            if '"' in prose.folded[start:at]:
                return at
            continue
        joint = _JOINT.match(prose.folded, at, end)
        shouted = joint and prose.text[at : joint.end()].isupper()
        if joint and at > start + 1 and (shouted or _begins_name(prose.text, joint.end(), end)):
            return at
        at += 1
    return end


def _begins_name(text: str, at: int, end: int) -> bool:
    return text[at : at + 1] in "[_" or name_at(text, at, end) is not None


def _end(prose: Prose, start: int) -> int:
    """Give where a list of parties ends: with its sentence, or where the contract begins."""
    end = min(start + _LIST, len(prose.text))
    stop = _STOP.search(prose.folded, start, end)
    last = stop.start() if stop else end
    end = prose.sentence_end(start, last)
    while end < last and prose.text[end - 1] in ":;":
        end = prose.sentence_end(end, last)
    return end
