"""The states and countries whose laws contracts go by, as they are called."""

import re

from pipelines.document.page.layout import fold

_STATES = (
    "Alabama, Alaska, Arizona, Arkansas, California, Colorado, Connecticut, Delaware, "
    "District of Columbia, Florida, Georgia, Hawaii, Hawai'i, Idaho, Illinois, Indiana, Iowa, "
    "Kansas, "
    "Kentucky, Louisiana, Maine, Maryland, Massachusetts, Michigan, Minnesota, Mississippi, "
    "Missouri, Montana, Nebraska, Nevada, New Hampshire, New Jersey, New Mexico, New York, "
    "North Carolina, North Dakota, Ohio, Oklahoma, Oregon, Pennsylvania, Puerto Rico, "
    "Rhode Island, South Carolina, South Dakota, Tennessee, Texas, Utah, Vermont, Virginia, "
    "Washington, West Virginia, Wisconsin, Wyoming, "
    "Alberta, British Columbia, Manitoba, New Brunswick, Newfoundland and Labrador, Nova Scotia, "
    "Ontario, Prince Edward Island, Québec, Quebec, Saskatchewan, "
    "New South Wales, Queensland, South Australia, Tasmania, Victoria, Western Australia, "
    "Bavaria, Dubai, Abu Dhabi"
)
_COUNTRIES = (
    "Argentina, Australia, Austria, Bahamas, Bangladesh, Barbados, Belgium, Bermuda, Brazil, "
    "British Virgin Islands, Bulgaria, Canada, Cayman Islands, Chile, "
    "People's Republic of China, China, Colombia, Costa Rica, Croatia, Curaçao, Cyprus, "
    "Czech Republic, Denmark, Egypt, England and Wales, England & Wales, England, Estonia, "
    "Finland, France, Germany, Gibraltar, Greece, Guernsey, Hong Kong, Hungary, Iceland, India, "
    "Indonesia, Ireland, Northern Ireland, Isle of Man, Israel, Italy, Japan, Jersey, Jordan, "
    "Kazakhstan, Kenya, Korea, South Korea, Republic of Korea, Kuwait, Latvia, Lebanon, "
    "Liechtenstein, Lithuania, Luxembourg, Macau, Malaysia, Malta, Marshall Islands, Mauritius, "
    "Mexico, Monaco, Morocco, Netherlands, New Zealand, Nigeria, Norway, Pakistan, Panama, Peru, "
    "Philippines, Poland, Portugal, Qatar, Romania, Russia, Russian Federation, Saudi Arabia, "
    "Scotland, Serbia, Singapore, Slovakia, Slovenia, South Africa, Spain, Sri Lanka, Sweden, "
    "Switzerland, Taiwan, Thailand, Turkey, Ukraine, United Arab Emirates, United Kingdom, "
    "United States of America, United States, Uruguay, Vietnam, Wales, "
    "Deutschland, Österreich, Schweiz, Frankreich, Luxemburg, Niederlande, Belgique, Suisse, "
    "Allemagne, España, Italia"
)
# What is made of the name of a land in German and French.
_ADJECTIVES = {
    "deutsche": "Deutschland", "schweizer": "Schweiz", "osterreichische": "Österreich",
    "franzosische": "Frankreich", "francais": "France", "suisse": "Suisse", "belge": "Belgique",
    "luxembourgeois": "Luxembourg", "allemand": "Allemagne", "niederlandische": "Niederlande",
    "luxemburgische": "Luxemburg", "schweizerische": "Schweiz",
    "english": "England", "scottish": "Scotland", "scots": "Scotland", "irish": "Ireland",
    "swiss": "Switzerland", "austrian": "Austria", "german": "Germany", "french": "France",
    "dutch": "Netherlands", "belgian": "Belgium", "danish": "Denmark", "swedish": "Sweden",
    "norwegian": "Norway", "finnish": "Finland", "italian": "Italy", "spanish": "Spain",
    "portuguese": "Portugal", "israeli": "Israel", "japanese": "Japan", "korean": "Korea",
    "indian": "India", "canadian": "Canada", "australian": "Australia", "brazilian": "Brazil",
    "mexican": "Mexico", "bermudian": "Bermuda", "singaporean": "Singapore", "polish": "Poland",
}  # fmt: skip
_CHINESE = (
    "中华人民共和国香港特别行政区", "香港特别行政区", "澳门特别行政区", "中华人民共和国", "中國",
    "中国大陆", "中国", "香港", "澳门", "台湾", "新加坡", "日本", "美国", "英国", "英格兰", "德国",
    "法国", "韩国", "马来西亚", "澳大利亚", "加拿大", "瑞士", "荷兰", "纽约州",
    "特拉华州", "加利福尼亚州",
)  # fmt: skip


def _folded(names: str) -> dict[str, str]:
    return {fold(name).replace("’", "'"): name for name in names.split(", ")}


_NAMES = _folded(_STATES) | _folded(_COUNTRIES)
_SAME = {"hawai'i": "Hawaii"}
_LATIN = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(map(re.escape, _NAMES), key=len, reverse=True))})(?![a-z])"
)
_GLYPHED = re.compile("|".join(sorted(_CHINESE, key=len, reverse=True)))
_ADJECTIVE = re.compile(
    rf"(?<![a-z])(?P<land>{'|'.join(_ADJECTIVES)})[mnrs]{{0,2}}e?s? (?:recht|law)"
    rf"|(?:droit|loi) (?P<terre>{'|'.join(_ADJECTIVES)})e?(?![a-z])"
)
_NO_STATE = re.compile(r"(?:city|county|counties|borough|parish|district) of $")


def lands_in(folded: str, text: str) -> list[tuple[str, int, int]]:
    """Find the names of lands in a text, as (name, start, end), in their order.

    A city, a county or its court does not count: it is where one sues. `folded` is the text folded.
    """
    found = [
        (_SAME.get(match[0], _NAMES[match[0]]), *match.span())
        for match in _LATIN.finditer(folded)
        if not _NO_STATE.search(folded[max(match.start() - 14, 0) : match.start()])
    ]
    found += [(text[slice(*match.span())], *match.span()) for match in _GLYPHED.finditer(folded)]
    found += [
        (_ADJECTIVES[match["land"] or match["terre"]], *match.span())
        for match in _ADJECTIVE.finditer(folded)
    ]
    return sorted(found, key=lambda one: one[1])


def is_state(land: str) -> bool:
    """Tell a state or province from a country."""
    return land in _STATES.split(", ")
