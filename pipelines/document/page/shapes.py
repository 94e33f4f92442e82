"""The shapes of the numbers under which authorities know a company, and their check characters."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from stdnum.au import abn
from stdnum.be import vat as be_vat
from stdnum.br import cnpj
from stdnum.ca import bn
from stdnum.ch import uid as ch_uid
from stdnum.cn import uscc
from stdnum.dk import cvr
from stdnum.es import nif as es_nif
from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus
from stdnum.fr import siren, siret
from stdnum.gb import vat as gb_vat
from stdnum.in_ import gstin
from stdnum.it import codicefiscale
from stdnum.it import iva as it_iva
from stdnum.jp import cn as jp_cn
from stdnum.kr import brn
from stdnum.nl import btw as nl_btw
from stdnum.no import orgnr
from stdnum.pl import nip
from stdnum.pt import nif as pt_nif
from stdnum.se import orgnr as se_orgnr
from stdnum.sg import uen
from stdnum.tw import ubn
from stdnum.us import ein

RegisterKind = Literal["vat", "tax", "company"]
Checked = Callable[[str], str]

_SEPARATED = r"[ .\-/–]{0,2}"
# What recognition makes of digits, and what it should have been.
_MISREAD = str.maketrans("oilsb", "01158")
_CLASSES = {"9": "[0-9oilsb]", "A": "[a-z]", "X": "[a-z0-9]"}
_TOKEN = re.compile(r"\d+|[A-Za-z]")


@dataclass(frozen=True)
class Shape:
    """How one kind of number is built; abroad it is written with `prefix` before it.

    `signs` are one a character: "9" a digit, "A" a letter, "X" either, a small letter itself.
    `check` raises ValidationError; None where a number has no check character.
    """

    kind: RegisterKind
    country: str
    signs: str
    check: Checked | None
    prefix: str = ""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The expression for the number, in folded text, with blanks and points in between."""
        parts = (_CLASSES.get(one, one) for one in self.signs)
        return re.compile(_SEPARATED.join(parts) + r"(?![a-z0-9])")

    def plain(self, compact: str) -> str:
        """Give the number with what was misread for a digit put right."""
        return "".join(
            one.translate(_MISREAD) if sign == "9" else one
            for one, sign in zip(compact, self.signs, strict=True)
        )

    def is_valid(self, compact: str) -> bool | None:
        """Tell whether the check characters are right; None where there are none."""
        if self.check is None:
            return None
        try:
            return bool(self.check(compact.upper()))
        except ValidationError:
            return False


def _shapes(
    kind: RegisterKind, country: str, built: str, check: Checked | None = None, prefix: str = ""
) -> tuple[Shape, ...]:
    """Build the shapes that a list like "de9|nl9b2" stands for: a count is so many digits."""
    return tuple(
        Shape(kind, country, "".join(map(_spelt_out, _TOKEN.findall(one))), check, prefix)
        for one in built.split("|")
    )


def _spelt_out(sign: str) -> str:
    return "9" * int(sign) if sign.isdigit() else sign


def _behind(letters: int, check: Checked, until: int | None = None) -> Checked:
    """Give a check of what stands behind the letters in front of a number."""
    return lambda text: check(text[letters:until])


_EUROPEAN = {
    "AT": "atu8", "BE": "be10|be9", "BG": "bg10|bg9", "CY": "cy8A", "CZ": "cz10|cz9|cz8",
    "DE": "de9", "DK": "dk8", "EE": "ee9", "GR": "el9", "ES": "esA7X|es8A", "FI": "fi8",
    "FR": "frXX9", "HR": "hr11", "HU": "hu8", "IE": "ie7AA|ie7A|ie1A5A", "IT": "it11",
    "LT": "lt12|lt9", "LU": "lu8", "LV": "lv11", "MT": "mt8", "NL": "nl9b2", "PL": "pl10",
    "PT": "pt9", "RO": "ro8|ro7|ro6", "SE": "se12", "SI": "si8", "SK": "sk10",
}  # fmt: skip
# Known without a label, by the letters of their country.
NAMED: tuple[Shape, ...] = (
    *(
        one
        for land, built in _EUROPEAN.items()
        for one in _shapes("vat", land, built, eu_vat.validate)
    ),
    *_shapes("vat", "GB", "gb12|gb9|xi9", _behind(2, gb_vat.validate)),
    *_shapes("vat", "CH", "che9", ch_uid.validate),
)
_BY_PREFIX = {
    prefix: tuple(one for one in NAMED if one.signs.startswith(prefix))
    for prefix in {one.signs[:2] for one in NAMED}
}
# Known without a label, by where letters and digits stand; an X is either of them, see `_shapes`.
BUILT: tuple[Shape, ...] = (
    *_shapes("vat", "NO", "9mva", _behind(0, orgnr.validate, -3)),
    *_shapes("vat", "IN", "2AAAAA4AXzX", gstin.validate),
    *_shapes("vat", "CN", "8XXXXXXXXXX|1A6XXXXXXXXXX", uscc.validate),  # X: either
    *_shapes("vat", "JP", "t13", _behind(1, jp_cn.validate)),
)
_NUMBERED = (
    r"(?:[ .:-]{0,2}(?:no|nr|num|number|numero|nummer|id|reg|registration|registered)(?![a-z]))*"
)
# What stands behind a label and is known by it only, the likeliest first.
_LABELLED: tuple[tuple[str, tuple[Shape, ...]], ...] = (
    (r"p(?:artita)?\.? ?iva|part\. ?iva", _shapes("vat", "IT", "11", it_iva.validate, "IT")),
    (
        r"c\.? ?f\.?(?=[ :])|cod(?:ice|\.)? ?fisc(?:ale)?",
        (
            *_shapes("tax", "IT", "AAAAAA2A2A3A", codicefiscale.validate),
            *_shapes("tax", "IT", "11", it_iva.validate),
        ),
    ),
    (
        r"n\.?i\.?f|c\.?i\.?f|n\.?i\.?e|dni|nipc|contribuinte",
        (
            *_shapes("vat", "ES", "A7X|8A", es_nif.validate),
            *_shapes("vat", "PT", "9", pt_nif.validate, "PT"),
        ),
    ),
    (r"steuer-? ?(?:nr|nummer)|st\.? ?-? ?nr", _shapes("tax", "DE", "13|11|10")),
    (r"siret", _shapes("company", "FR", "14", siret.validate)),
    (r"siren|rcs(?: [a-z-]{2,20}){1,2}", _shapes("company", "FR", "9", siren.validate)),
    (r"cvr|se-?nr", _shapes("vat", "DK", "8", cvr.validate, "DK")),
    (r"y-tunnus", _shapes("vat", "FI", "8", ytunnus.validate, "FI")),
    (
        r"org(?:anisasjons|anisations)?\.? ?-?(?:nr|nummer)",
        (
            *_shapes("vat", "NO", "9", orgnr.validate),
            *_shapes("company", "SE", "10", se_orgnr.validate),
        ),
    ),
    (r"kvk", _shapes("company", "NL", "8")),
    (
        r"btw|tva|ondernemings(?:nr|nummer)|(?:n° ?)?d.?entreprise",
        (
            *_shapes("vat", "BE", "10", be_vat.validate, "BE"),
            *_shapes("vat", "NL", "9b2", nl_btw.validate, "NL"),
        ),
    ),
    (r"nip", _shapes("vat", "PL", "10", nip.validate, "PL")),
    (r"f?ein|tin|tax id|federal (?:tax )?id", _shapes("tax", "US", "9", ein.validate)),
    (r"abn", _shapes("vat", "AU", "11", abn.validate)),
    (r"gst/?hst|hst", _shapes("vat", "CA", "9rt4|9", bn.validate)),
    (r"sst|service tax|sales tax", _shapes("vat", "MY", "A14")),
    (
        r"gst|uen|co\.? reg|rcb|roc",
        (
            *_shapes("vat", "SG", "m8X"),
            *_shapes("vat", "SG", "9A|8A|A2AA4A", uen.validate),
            *_shapes("vat", "MY", "12"),
        ),
    ),
    (r"gstin(?: ?/ ?uin)?", ()),
    (r"trn|tax registration", _shapes("vat", "AE", "15")),
    (r"統一編號|統編|统一编号", _shapes("vat", "TW", "8", ubn.validate)),
    (r"사업자 ?등록 ?번호", _shapes("vat", "KR", "10", brn.validate)),
    (r"识别号|税号|税務登記|信用代码", _shapes("vat", "CN", "20|17|15")),
    (r"vat|v\.a\.t", _shapes("vat", "GB", "12|9", gb_vat.validate, "GB")),
    (r"ust-?\.? ?-?id(?:ent)?|uid|mwst", ()),
    (r"cnpj", _shapes("vat", "BR", "14", cnpj.validate)),
    (r"t\.v\.a|登録番号|登錄番號", ()),
)
_TAX_LABEL = re.compile(
    r"(?<![a-z])(?:"
    + "|".join(f"({words})" for words, _ in _LABELLED)
    + r")"
    + _NUMBERED
    + r"(?![a-z])"
)


def shape_of(prefix: str) -> tuple[Shape, ...]:
    """Give the shapes of the numbers that open with two letters."""
    return _BY_PREFIX.get(prefix, ())


def labelled_shapes(text: str) -> Iterator[tuple[int, int, tuple[Shape, ...]]]:
    """Give (start, end, shapes) of each label of a tax or register number in folded text."""
    for match in _TAX_LABEL.finditer(text):
        yield match.start(), match.end(), _LABELLED[(match.lastindex or 1) - 1][1]
