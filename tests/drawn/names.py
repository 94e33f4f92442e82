"""Invented companies, streets and goods; check digits are right, nobody exists."""

from dataclasses import dataclass
from random import Random
from typing import Literal

Language = Literal["en", "de", "zh"]


@dataclass(frozen=True)
class Party:
    """A company as it stands on paper; the tax id passes its check."""

    name: str
    street: str
    city: str
    tax_id: str
    iban: str


_STEMS = {
    "en": (
        "Alderwick", "Quillon", "Tarnbrook", "Fennimore", "Osprey Lane", "Marlowe & Finch",
        "Penhallow", "Redgrave", "Sablecroft", "Thistledown", "Wrenfield", "Yarrow",
    ),
    "de": (
        "Osterloh", "Brückner", "Falkenhagen", "Grünwald & Tillmann", "Hollerbach", "Immergrün",
        "Kesselring", "Lüdtke", "Morgenroth", "Pfefferkorn", "Steinhöfel", "Windmöller",
    ),
    "zh": (
        "岚桥", "栖云", "拓远", "海棠", "启明", "松涛",
        "恒泽", "青禾", "瑞舟", "明湖", "锦程", "佳木",
    ),
}  # fmt: skip
_TRADES = {
    "en": (
        "Instruments Ltd", "Print Works LLC", "Joinery Ltd", "Software Inc.", "Stationery Ltd",
        "Landscaping LLC", "Laboratories Inc.", "Freight Ltd", "Electrical Ltd", "Studios LLC",
    ),
    "de": (
        "Maschinenbau GmbH", "Druckerei GmbH", "IT-Service GmbH", "Bürobedarf AG",
        "Gartenbau KG", "Metallbau GmbH & Co. KG", "Spedition GmbH", "Elektrotechnik AG",
    ),
    "zh": (
        "信息技术有限公司", "办公用品有限公司", "机电设备有限公司", "物流有限公司",
        "文化传播有限公司", "检测服务有限公司", "软件股份有限公司",
    ),
}  # fmt: skip
_CITIES = {
    "en": (
        "York YO1 7HU",
        "Portland, OR 97205",
        "Leeds LS1 4DY",
        "Boston, MA 02110",
        "Bath BA1 2LJ",
    ),
    "de": ("04109 Leipzig", "28195 Bremen", "90402 Nürnberg", "24103 Kiel", "79098 Freiburg"),
    "zh": ("宁波", "青岛", "长沙", "合肥", "无锡", "佛山"),
}
_STREETS = {
    "en": ("Mill Lane", "Station Road", "Orchard Street", "Canal Walk", "Bridge Street"),
    "de": ("Gartenstraße", "Am Alten Hafen", "Lindenallee", "Werkstraße", "Schulgasse"),
    "zh": ("中山路", "新华街", "学院路", "滨江大道", "工业园路"),
}
_SHOPS = {
    "en": ("Thistle Corner Shop", "Harvest Bowl Cafe", "Bluebell Books", "Ropewalk Hardware"),
    "de": ("Bäckerei Hollerbach", "Café Immergrün", "Buchladen am Markt", "Obsthof Lüdtke"),
    "zh": ("青禾便利店", "栖云茶馆", "明湖书店", "海棠小吃店"),
}
GOODS = {
    "en": (
        "Oak shelf 80 cm", "Calibration of scales", "Printing of brochures", "Hydraulic hose kit",
        "Window cleaning", "Monthly software plan", "LED panel 60x60", "Courier, same day",
        "Workshop facilitation", "Laser measuring tool", "Replacement filter", "Site survey",
    ),
    "de": (
        "Werkbank höhenverstellbar", "Druck Prospekte A5", "Montage vor Ort", "Hydraulikschlauch",
        "Fensterreinigung", "Software-Abonnement Monat", "LED-Paneel 60x60", "Eilzustellung",
        "Schulung Arbeitsschutz", "Lasermessgerät", "Ersatzfilter", "Aufmaß Baustelle",
    ),
    "zh": (
        "*信息技术服务*系统维护", "*办公用品*文件柜", "*印刷品*宣传册", "*机械设备*液压软管",
        "*现代服务*检测费", "*电子产品*显示器", "*物流辅助服务*仓储费", "*照明装置*灯板",
    ),
}  # fmt: skip
GROCERIES = {
    "en": (
        "Oat milk 1L",
        "Sourdough loaf",
        "Green tea",
        "Almond cake",
        "Apple juice",
        "Notebook A5",
    ),
    "de": (
        "Hafermilch 1L",
        "Bauernbrot",
        "Grüner Tee",
        "Mandelkuchen",
        "Apfelsaft",
        "Notizbuch A5",
    ),
    "zh": ("燕麦奶", "全麦面包", "龙井茶", "杏仁酥", "苹果汁", "笔记本"),
}
_VALUES = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _digits(rng: Random, count: int) -> str:
    return "".join(rng.choice("0123456789") for _ in range(count))


def iban(rng: Random, country: str) -> str:
    """Make an IBAN whose check digits are right."""
    body = _digits(rng, 18) if country == "DE" else "TEST" + _digits(rng, 14)
    number = "".join(str(int(one, 36)) for one in f"{body}{country}00")
    return f"{country}{98 - int(number) % 97:02d}{body}"


def _german_vat(rng: Random) -> str:
    digits = str(rng.randint(1, 9)) + _digits(rng, 7)
    product = 10
    for one in digits:
        product = 2 * ((int(one) + product) % 10 or 10) % 11
    return f"DE{digits}{(11 - product) % 10}"


def _british_vat(rng: Random) -> str:
    digits = str(rng.randint(1, 9)) + _digits(rng, 6)
    total = sum(int(one) * weight for one, weight in zip(digits, range(8, 1, -1), strict=True))
    return f"GB{digits}{97 - total % 97:02d}"


def _credit_code(rng: Random) -> str:
    body = "91330200" + "".join(rng.choice(_VALUES) for _ in range(9))
    total = sum(_VALUES.index(one) * (3**place % 31) for place, one in enumerate(body))
    return body + _VALUES[(31 - total % 31) % 31]


def party(rng: Random, language: Language) -> Party:
    """Invent a company."""
    stem, trade = rng.choice(_STEMS[language]), rng.choice(_TRADES[language])
    city, street = rng.choice(_CITIES[language]), rng.choice(_STREETS[language])
    house = rng.randint(2, 180)
    if language == "zh":
        name, where = f"{city}{stem}{trade}", f"{city}市{street}{house}号"
        return Party(name, where, city, _credit_code(rng), _digits(rng, 19))
    if language == "de":
        return Party(
            f"{stem} {trade}", f"{street} {house}", city, _german_vat(rng), iban(rng, "DE")
        )
    return Party(f"{stem} {trade}", f"{house} {street}", city, _british_vat(rng), iban(rng, "GB"))


def shop(rng: Random, language: Language) -> Party:
    """Invent a place with a till."""
    one = party(rng, language)
    return Party(rng.choice(_SHOPS[language]), one.street, one.city, one.tax_id, one.iban)
