"""What the name of a party looks like in a contract, and what the contract calls it."""

import re
from dataclasses import dataclass

from pipelines.document.clauses.lands import lands_in
from pipelines.document.clauses.verbatim import plain

_LEGAL = (
    r"(?:Inc(?:orporated)?|INC(?:ORPORATED)?|LLC|L\.L\.C|L\.L\.L\.P|LLLP|LLP|L\.L\.P|L\.P|LP|Ltd|LTD|Limited|"
    r"LIMITED|"
    r"Corp(?:oration)?|CORP(?:ORATION)?|Co|CO|Company|COMPANY|PLC|plc|Plc|P\.C|PC|N\.A|NA|S\.A|SA|"
    r"S\.A\.S|SAS|S\.à r\.l|S\.[aà]\.r\.l|SARL|S\.p\.A|SpA|S\.r\.l|SRL|GmbH(?: & Co\. KG)?|AG|KG|"
    r"KGaA|"
    r"OHG|UG|SE|N\.V|NV|B\.V|BV|A/S|ApS|AB|ASA|AS|Oyj?|Pty|PTY|Pte|PTE|Sdn|SDN|Bhd|BHD|K\.K|"
    r"Jr|JR|Sr|SR|II|III|IV|M\.D|MD|Ph\.D|PhD|Esq|CPA|Trust|Lda|Ltda|e\.V|e\.K)"
)
_WORD = (
    r"(?:(?!(?:AND|OR|BETWEEN|AMONG|WITH|OF|THE|FOR|BY|TO|IN|UND|ET|DER|WHEREAS)(?![\w.]))"
    r"[A-Z0-9À-ÖØ-Þ][\wÀ-ÿ]*(?:[&.'’/@+\-][\wÀ-ÿ]+)*(?:\.(?=[ ,;)]|$))?)"
)
# Behind "Inc." nothing goes on.
_LINK = (
    r"(?<!Inc\.)(?<!INC\.)(?<!Corp\.)(?<!CORP\.)(?<!Ltd\.)(?<!LTD\.)(?<!L\.P\.)(?<!N\.V\.)"
    r"(?<!LLC)(?<!LLC\.)(?<!LLP\.)(?<!L\.C\.)"
    r"(?<!GmbH)(?<!LLP)(?<!SARL)(?<! Inc)(?<! INC)(?<! Corp)(?<! CORP)(?<! Ltd)(?<! LTD)"
    r"(?: & | of the | of | and (?=(?:Co|Company|Sons|Associates|Partners|Brothers)\b)| de la |"
    r" \((?:[A-Z][\w.]+ ?){1,3}\),? (?=(?:[A-Z][\w.]+,? ){0,2}(?:Inc|Co|Corp|Ltd|Limited|"
    r"LIMITED|LTD|"
    r"INC|CO|LLC|LLP|LP|L\.P|Pte|PTE|Pty|PTY|Sdn|Company|Corporation|GmbH|AG|B\.V|"
    r"S\.A)(?!\w))| de |"
    r" van der | van | von | der | du | for | y | OF THE | OF | )"
)
NAME = re.compile(
    rf"(?:(?:{_WORD}, ){{1,4}}{_WORD} & )?{_WORD}(?:{_LINK}{_WORD}){{0,11}}"
    rf"(?:,? {_LEGAL}\.?(?![\w&-])){{0,3}}(?:(?<=GmbH) & Co\. (?:KGaA|KG|OHG)(?!\w))?"
)
LEGAL_FORM = re.compile(rf"(?:^|[ ,]){_LEGAL}\.?(?=$|[ ,;)])")
_TERM = re.compile(r"\"([^\"]{1,60})\"|'([^']{2,60})'")
# Words that stand where a name does and are none: roles, pronouns, parts of the document.
_NO_NAME = re.compile(
    r"(?:the |this |that |each |any |such |your |our |his |her |its |a |an )*"
    r"(?:agreement|contract|lease|company|corporation|employer|employee|executive|director|"
    r"consultant|contractor|undersigned|recipient|discloser|disclosing party|receiving party|"
    r"part(?:y|ies)|buyer|seller|vendor|purchaser|customer|client|supplier|lessor|lessee|landlord|"
    r"tenant|licensor|licensee|borrower|lender|guarantor|effective date|whereas|recitals?|"
    r"witnesseth|"
    r"background|exhibit|schedule|annex|appendix|section|article|page|date|dated|title|name|"
    r"signature|by|its|attn|attention|address|confidential(?:ity)?(?: information| agreement)?|"
    r"non-?disclosure agreement|mutual|now|therefore|between|and|in|on|to|of|you|i|we|me|us|it|"
    r"parties|both|either|all|state|county|city|commonwealth|united states(?: of america)?|usa|"
    r"securities and exchange commission|board of directors|affiliates?|subsidiar(?:y|ies)|"
    r"evaluation material|transaction|purpose|dear [a-z .]+|re|subject|email|e-mail|phone|fax|"
    r"covenant|letter|offer|services?|product[s]?|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|dollars?|n/?a|llc|inc|corp|ltd)\.?"
)
_DOCUMENT = re.compile(
    r"(?:^| )(?:agreement|contract|covenant|lease|addendum|amendment|exhibit|schedule|section|"
    r"article|clause|plan|act|policy|handbook|appendix|annex|deed|letter)(?:$| )"
)
_ADDRESS = re.compile(
    r"(?:^\d|\d{4}|(?:^| )(?:street|avenue|road|boulevard|drive|suite|floor|lane|p\.? ?o\.? box|"
    r"parkway|"
    r"building|plaza|square|highway|way|court|room)(?:$|[ ,.]))"
)
_NOBODY = re.compile(r"(?:^| )(?:our|your|other|third-party|certain|each|any|form of)(?:$| )")
_MANY = re.compile(
    r"(?:^| )(?:our|your|my|their|its|his|her|employees|consultants|contractors|parties|"
    r"undersigned|officers|directors|shareholders|affiliates|subsidiaries|form)(?:$| )"
)
_LEADING = re.compile(
    r"(?:the|The|THE|Mr|Mrs|Ms|Messrs|Dr|Herr|Herrn|Frau|Monsieur|Madame|[Ll]a société|Firma|die|"
    r"der)\.? "
)
_NO_ROLE = re.compile(
    r"(?:the |this )?(?:agreement|contract|lease|effective date|effective time|part(?:y|ies)|"
    r"confidential.*|transaction|purpose|term|evaluation.*|i|me|my|you|we|us|our|your|"
    r"affiliates?|representatives?|and|project|premises|services?|property|letter|commencement.*)"
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party of a contract: its name, what it is called, and where the name stands."""

    name: str
    role: str | None
    start: int
    end: int

    @property
    def is_firm(self) -> bool:
        """Whether its name has a legal form."""
        return LEGAL_FORM.search(self.name) is not None

    @property
    def key(self) -> str:
        """The letters of the name, by which it is the same party."""
        return letters(self.name)


def letters(text: str) -> str:
    """Give the letters and digits of a text, folded."""
    return re.sub(r"[\W_]", "", plain(text))


def name_at(text: str, start: int, end: int | None = None) -> tuple[int, int] | None:
    """Give where the name lies that begins at a character of a text; None where none does."""
    begins = start
    while lead := _LEADING.match(text, begins):
        begins = lead.end()
    match = NAME.match(text, begins, len(text) if end is None else end)
    if match is None:
        return None
    last = begins + len(_at_home(match[0].rstrip(" ,;"), text[match.end() : match.end() + 40]))
    last = _trimmed(text, begins, last)
    return (begins, last) if is_name(text[begins:last]) else None


def _at_home(name: str, behind: str) -> str:
    """Leave the town out of "Jane Roe of Bangor, Maine"."""
    person, _, town = name.partition(" of ")
    lives = lands_in(plain(behind[2:22]), behind[2:22]) if town and behind[:2] == ", " else []
    return person if lives and lives[0][1] == 0 and " " in person else name


def _trimmed(text: str, start: int, end: int) -> int:
    """End a name behind the sentence it closes: a full stop only after an abbreviation."""
    if text[end - 1] == "." and not re.search(rf"(?:{_LEGAL}|[ .][A-Z])\.$", text[start:end]):
        return end - 1
    return end


def is_name(text: str) -> bool:
    """Tell what can be the name of a party from a role, a land, an address or a document."""
    folded = plain(text).strip(" .,")
    if len(folded) < 3 or len(folded) > 120 or not re.search(r"[^\W\d_]{2}", folded):
        return False
    firm = LEGAL_FORM.search(text) is not None and " " in text
    roles = folded.split(" and ")
    if all(_NO_NAME.fullmatch(one) for one in roles) or _NOBODY.search(folded):
        return False
    if not firm and any(one.search(folded) for one in (_DOCUMENT, _ADDRESS, _MANY)):
        return False
    return not any(end - start == len(folded) for _, start, end in lands_in(folded, text))


def closing(text: str, start: int, reach: int = 500) -> int:
    """Give where the bracket at `start` is closed, or where looking ends."""
    depth = 0
    end = min(start + reach, len(text))
    for at in range(start, end):
        depth += (text[at] in "(（[") - (text[at] in ")）]")
        if depth == 0:
            return at + 1
    return end


def role_in(text: str) -> str | None:
    """Give what a party is called in the words behind its name; None where that is no role."""
    folded = plain(text)
    for match in _TERM.finditer(folded):
        at = 1 if match[1] is not None else 2
        term = text[match.start(at) : match.end(at)].strip(" .,;")
        if term and not _NO_ROLE.fullmatch(plain(term)):
            return term
    return None
