"""Documents that are neither invoice nor receipt, though some of them speak of money."""

from random import Random

from tests.drawn.bill import invoice
from tests.drawn.names import GROCERIES, Language, party
from tests.drawn.sheet import A4, Sheet, Span, script_of
from tests.drawn.wording import issue_date, wording

LEFT, RIGHT = 56.0, 540.0
_LETTERS: dict[Language, tuple[str, ...]] = {
    "en": (
        "Dear neighbours,", "",
        "our workshop moves to the ground floor during the first week of next month.",
        "Deliveries can be left at the side entrance between eight and five.",
        "We would be glad to show you the new rooms; there will be coffee and cake.", "",
        "Please tell us whether you are coming, so that there is enough of both.", "",
        "With kind regards,",
    ),
    "de": (
        "Sehr geehrte Damen und Herren,", "",
        "in der ersten Woche des kommenden Monats ziehen wir in das Erdgeschoss um.",
        "Lieferungen nimmt in dieser Zeit der Seiteneingang entgegen.",
        "Gern zeigen wir Ihnen die neuen Räume bei Kaffee und Kuchen.", "",
        "Bitte geben Sie uns kurz Bescheid, ob Sie kommen.", "",
        "Mit freundlichen Grüßen",
    ),
    "zh": (
        "各位邻居：", "",
        "本公司将于下月第一周搬到一楼办公。",
        "快递请从侧门送达，时间为八点至五点。",
        "届时备有茶点，欢迎大家前来参观新的办公室。", "",
        "是否出席请提前告知，以便准备。", "",
        "此致敬礼",
    ),
}  # fmt: skip


def letter(rng: Random, language: Language) -> Sheet:
    """Draw a letter."""
    sender, reader = party(rng, language), party(rng, language)
    sheet = Sheet(*A4, script=script_of(language), family=rng.randrange(3))
    sheet.text(LEFT, 70, sender.name, size=14, bold=True)
    sheet.column(LEFT, 86, (sender.street, sender.city), size=9)
    sheet.column(LEFT, 140, (reader.name, reader.street, reader.city))
    sheet.text(RIGHT, 210, sender.city.split(",")[0], align="right")
    y = sheet.column(LEFT, 250, (*_LETTERS[language], "", sender.name), size=11)
    assert y < 800
    return sheet


_QUOTES: dict[Language, tuple[str, str, str, str]] = {
    "en": ("QUOTATION", "Quotation no.", "Valid until", "This is an offer, not an invoice."),
    "de": ("ANGEBOT", "Angebotsnummer", "Gültig bis", "Dieses Angebot ist freibleibend."),
    "zh": ("报价单", "报价单号", "有效期至", "本报价单不作为付款凭证。"),
}


def quotation(rng: Random, language: Language) -> Sheet:
    """Draw an offer: everything an invoice has, but nobody owes anything yet."""
    bill, words = invoice(rng, language, rows=3), wording(rng, language)
    title, label, until, note = _QUOTES[language]
    sheet = Sheet(*A4, script=script_of(language), family=rng.randrange(3))
    sheet.text(LEFT, 70, bill.seller.name, size=14, bold=True)
    sheet.text(RIGHT, 70, title, size=18, bold=True, align="right")
    sheet.column(LEFT, 100, (bill.buyer.name, bill.buyer.street, bill.buyer.city))
    due = words.date((bill.due.year, bill.due.month, bill.due.day))
    sheet.text(330, 100, f"{label}: Q-{rng.randint(100, 999)}")
    sheet.text(330, 115, Span(issue_date(bill, words).text))
    sheet.text(330, 130, f"{until}: {due}")
    y = 190.0
    for line in bill.lines:
        sheet.text(LEFT, y, f"{line.qty} x {line.description}")
        sheet.text(RIGHT, y, words.amount(line.total), align="right")
        y += 18
    money = "".join(span.text for span in words.money(bill.total, bill.currency))
    sheet.text(LEFT, y + 14, words["total"], bold=True)
    sheet.text(RIGHT, y + 14, money, bold=True, align="right")
    sheet.text(LEFT, y + 50, note)
    return sheet


_MENUS = {"en": "MENU", "de": "SPEISEKARTE", "zh": "菜单"}


def menu(rng: Random, language: Language) -> Sheet:
    """Draw a menu: prices without a sum."""
    words = wording(rng, language)
    sheet = Sheet(420, 420, script_of(language), family=rng.randrange(3))
    sheet.text(210, 60, _MENUS[language], size=24, bold=True, align="centre")
    for at, name in enumerate(rng.sample(GROCERIES[language], 5)):
        sheet.text(50, 120 + 40 * at, name, size=14)
        price = f"{rng.randint(2, 9)}{',' if language == 'de' else '.'}{rng.choice('05')}0"
        sheet.text(370, 120 + 40 * at, price, size=14, align="right")
    assert words.language == language
    return sheet
