"""The names of the months, and years that are counted in other ways."""

import re

from pipelines.document.page.layout import fold

_MONTHS = (
    (
        "january januar janvier enero gennaio januari janeiro stycznia ledna ocak jan "
        "janv ene genn gen sty"
    ),
    (
        "february februar fevrier febrero febbraio februari fevereiro lutego luty unora "
        "subat feb fevr fev febr lut"
    ),
    ("march marz mars marzo maart maerz marco marca marzec marts brezna mart mar mrz mrt mär"),
    "april avril abril aprile kwietnia kwiecien dubna nisan apr avr abr kwi",
    "may mai mayo maggio mei maio maja maj kvetna mayis mag",
    "june juni juin junio giugno junho czerwca czerwiec cervna haziran jun giu cze",
    ("july juli juillet julio luglio julho lipca lipiec cervence temmuz jul juil lug lip"),
    "august aout agosto augustus augusti sierpnia sierpien srpna agustos aug ago sie",
    (
        "september septembre septiembre settembre setembro wrzesnia wrzesien zari eylul "
        "sep sept set wrz"
    ),
    (
        "october oktober octobre octubre ottobre outubro pazdziernika pazdziernik rijna "
        "ekim oct okt ott out paz"
    ),
    "november novembre noviembre novembro listopada listopad listopadu kasim nov lis",
    (
        "december dezember decembre diciembre dicembre dezembro desember grudnia grudzien "
        "prosince aralik dec dez dic des gru"
    ),
)
MONTHS = {fold(name): at + 1 for at, names in enumerate(_MONTHS) for name in names.split()}
MONTHS |= {f"0{name[1:]}": at for name, at in MONTHS.items() if name[0] == "o"}  # misread

# The last year before the first of an era: 民國, 令和, 平成.
ERAS = {"民國": 1911, "民国": 1911, "令和": 2018, "平成": 1988}
_GLYPHS = {glyph: str(at) for at, glyph in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "元": "1",
}


def counted(text: str) -> int:
    """Give a number that is written in figures or in Chinese ones, such as 二十三 or 二〇二六."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if ten:
        return int(_GLYPHS.get(tens, "1")) * 10 + int(_GLYPHS.get(ones, "0"))
    return int("".join(_GLYPHS[one] for one in text))


GLYPHS = rf"[{''.join(_GLYPHS)}]"
DAY_GLYPHS = re.sub(r"\]$", "十]", GLYPHS)
