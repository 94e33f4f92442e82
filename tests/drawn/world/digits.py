"""Tax numbers and bank accounts of many countries; their check digits are right."""

from collections.abc import Callable
from random import Random
from string import ascii_uppercase

_BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def figures(rng: Random, count: int) -> str:
    """Give some figures; the first one is not zero."""
    return str(rng.randint(1, 9)) + "".join(rng.choice("0123456789") for _ in range(count - 1))


def _luhn(body: str) -> str:
    total = 0
    for place, one in enumerate(reversed(body)):
        figure = int(one) * (2 if place % 2 == 0 else 1)
        total += figure - 9 if figure > 9 else figure
    return str(-total % 10)


def _weighted(body: str, weights: range | tuple[int, ...]) -> int:
    return sum(int(one) * weight for one, weight in zip(body, weights, strict=True))


def german(rng: Random) -> str:
    body, product = figures(rng, 8), 10
    for one in body:
        product = 2 * ((int(one) + product) % 10 or 10) % 11
    return f"DE{body}{(11 - product) % 10}"


def british(rng: Random) -> str:
    body = figures(rng, 7)
    digits = f"{body}{97 - _weighted(body, range(8, 1, -1)) % 97:02d}"
    return rng.choice((f"GB{digits}", f"GB {digits[:3]} {digits[3:7]} {digits[7:]}"))


def french(rng: Random) -> str:
    body = figures(rng, 8)
    siren = body + _luhn(body)
    key = (12 + 3 * (int(siren) % 97)) % 97
    spaced = f"FR {key:02d} {siren[:3]} {siren[3:6]} {siren[6:]}"
    return rng.choice((f"FR{key:02d}{siren}", spaced))


def belgian(rng: Random) -> str:
    body = "0" + figures(rng, 7)
    digits = f"{body}{97 - int(body) % 97:02d}"
    return f"BE {digits[:4]}.{digits[4:7]}.{digits[7:]}"


def spanish(rng: Random) -> str:
    body = figures(rng, 7)
    return "B" + body + _luhn(body)


def spanish_person(rng: Random) -> str:
    body = figures(rng, 8)
    return body + "TRWAGMYFPDXBNJZSQVHLCKE"[int(body) % 23]


def italian(rng: Random) -> str:
    body = "0" + figures(rng, 9)
    return rng.choice(("IT", "")) + body + _luhn(body)


def dutch(rng: Random) -> str:
    while True:
        body = figures(rng, 8)
        check = _weighted(body, range(9, 1, -1)) % 11
        if check < 10:
            return f"NL{body}{check}B01"


def swiss(rng: Random) -> str:
    while True:
        body = figures(rng, 8)
        check = -_weighted(body, (5, 4, 3, 2, 7, 6, 5, 4)) % 11
        if check < 10:
            return f"CHE-{body[:3]}.{body[3:6]}.{body[6:]}{check} MWST"


def portuguese(rng: Random) -> str:
    body = "5" + figures(rng, 7)
    check = -_weighted(body, range(9, 1, -1)) % 11
    return rng.choice(("PT", "")) + body + str(0 if check == 10 else check)


def swedish(rng: Random) -> str:
    body = "556" + figures(rng, 6)
    return f"SE{body}{_luhn(body)}01"


def indian(rng: Random) -> str:
    letters = "".join(rng.choice(ascii_uppercase) for _ in range(6))
    body = f"27{letters[:3]}C{letters[4]}{figures(rng, 4)}{letters[5]}1Z"
    total = 0
    for place, one in enumerate(body):
        product = _BASE36.index(one) * (2 if place % 2 else 1)
        total += product // 36 + product % 36
    return body + _BASE36[-total % 36]


def american(rng: Random) -> str:
    return f"{rng.randint(20, 88)}-{figures(rng, 7)}"


def chinese(rng: Random) -> str:
    body = "91320500" + "".join(rng.choice(_CREDIT) for _ in range(9))
    total = sum(_CREDIT.index(one) * (3**place % 31) for place, one in enumerate(body))
    return body + _CREDIT[-total % 31]


TAX_IDS: dict[str, Callable[[Random], str]] = {
    "GB": british, "US": american, "IN": indian, "DE": german, "CH": swiss, "FR": french,
    "BE": belgian, "ES": spanish, "IT": italian, "NL": dutch, "PT": portuguese, "SE": swedish,
    "CN": chinese,
}  # fmt: skip


def _account(rng: Random, country: str) -> str:
    """Give the national part; with the checks of its own where a country has some."""
    if country == "ES":
        bank, number = figures(rng, 8), figures(rng, 10)
        weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
        checks = (11 - _weighted(part.zfill(10), weights) % 11 for part in (bank, number))
        return bank + "".join(str({10: 1, 11: 0}.get(one, one)) for one in checks) + number
    if country == "BE":
        body = figures(rng, 10)
        return f"{body}{int(body) % 97 or 97:02d}"
    if country == "FR":
        bank, branch, number = figures(rng, 5), figures(rng, 5), figures(rng, 11)
        key = 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(number)) % 97
        return f"{bank}{branch}{number}{key:02d}"
    if country == "PT":
        body = figures(rng, 19)
        return f"{body}{98 - int(body) * 100 % 97:02d}"
    heads = {"GB": "DRNW", "NL": "VRYB", "IT": "X"}
    lengths = {"GB": 14, "NL": 10, "IT": 22, "DE": 18, "CH": 17, "SE": 20}
    return heads.get(country, "") + figures(rng, lengths[country])


def iban(rng: Random, country: str) -> str:
    """Make an account number whose check digits are right, in groups of four."""
    body = _account(rng, country)
    number = "".join(str(int(one, 36)) for one in f"{body}{country}00")
    text = f"{country}{98 - int(number) % 97:02d}{body}"
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def spoilt(rng: Random, code: str) -> str:
    """Change one figure in the middle, so that the check fails."""
    places = [at for at, one in enumerate(code) if one.isdigit() and 4 < at < len(code) - 3]
    at = rng.choice(places)
    return code[:at] + str((int(code[at]) + rng.choice((1, 3, 7))) % 10) + code[at + 1 :]
