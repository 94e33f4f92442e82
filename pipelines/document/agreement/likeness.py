"""Whether two readers say the same of a field, however each of them writes it."""

from decimal import Decimal

from rapidfuzz import fuzz

from pipelines.document.page.layout import fold

NAMES = frozenset({"vendor", "buyer"})
_ALIKE = 90.0  # similarity of two spellings of one name
_LEAST_NAME = 4
_LEAST_TAIL = 4  # characters of a number that may stand without its series or its country
_LONGEST = 500
_FORMS = frozenset((
    "ltd", "limited", "pvt", "private", "inc", "incorporated", "corp", "corporation", "co",
    "company", "llc", "llp", "plc", "pte", "pty", "sdn", "bhd", "gmbh", "mbh", "ag", "kg", "ek",
    "ohg", "ug", "sa", "sas", "sarl", "srl", "spa", "sl", "bv", "nv", "as", "ab", "oy", "lda",
))  # fmt: skip


def same(name: str, one: object, other: object) -> bool:
    """Compare two values of a field. What a credit note writes with a minus, others do without."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return one.copy_abs() == other.copy_abs()
    if isinstance(one, str) and isinstance(other, str):
        return same_name(one, other) if name in NAMES else _same_number(one, other)
    return one == other


def same_name(one: str, other: str) -> bool:
    """Compare names: one may be longer by a form of company, or by an address."""
    first, second = fold(one[:_LONGEST]), fold(other[:_LONGEST])
    short, long = sorted((solid(first), solid(second)), key=len)
    if short == long or (len(short) >= _LEAST_NAME and short in long):
        return True
    return _bare(first) == _bare(second) != [] or fuzz.token_sort_ratio(first, second) >= _ALIKE


def _bare(folded: str) -> list[str]:
    """Give the words of a name without its form of company, which is written in many ways."""
    words = ("".join(filter(str.isalnum, word)) for word in folded.split())
    return [word for word in words if word and word not in _FORMS]


def _same_number(one: str, other: str) -> bool:
    short, long = sorted((solid(fold(one)), solid(fold(other))), key=len)
    return short == long or (len(short) >= _LEAST_TAIL and long.endswith(short))


def solid(text: str) -> str:
    """Give letters and digits alone."""
    return "".join(one for one in text if one.isalnum())
