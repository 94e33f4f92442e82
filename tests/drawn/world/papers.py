"""What is no invoice though it may look like one: offers, reminders, statements, contracts."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from random import Random

from tests.drawn.sheet import Sheet
from tests.drawn.world import heads, invoice
from tests.drawn.world.deal import Deal, Truth, deal, party
from tests.drawn.world.heads import Titles
from tests.drawn.world.paper import Paper
from tests.drawn.world.words import Words

# offer, its number; order confirmation, its number; delivery note, its number
_TITLES = {
    "en": (
        ("QUOTATION", "Quote no."),
        ("ORDER CONFIRMATION", "Order no."),
        ("DELIVERY NOTE", "Delivery no."),
    ),
    "de": (
        ("ANGEBOT", "Angebots-Nr."),
        ("AUFTRAGSBESTÄTIGUNG", "Auftrags-Nr."),
        ("LIEFERSCHEIN", "Lieferschein-Nr."),
    ),
    "fr": (
        ("DEVIS", "Devis n°"),
        ("CONFIRMATION DE COMMANDE", "Commande n°"),
        ("BON DE LIVRAISON", "BL n°"),
    ),
    "es": (
        ("PRESUPUESTO", "Presupuesto nº"),
        ("CONFIRMACIÓN DE PEDIDO", "Pedido nº"),
        ("ALBARÁN", "Albarán nº"),
    ),
    "it": (
        ("PREVENTIVO", "Preventivo n."),
        ("CONFERMA D'ORDINE", "Ordine n."),
        ("DOCUMENTO DI TRASPORTO", "DDT n."),
    ),
    "nl": (
        ("OFFERTE", "Offertenummer"),
        ("ORDERBEVESTIGING", "Ordernummer"),
        ("PAKBON", "Pakbonnummer"),
    ),
    "pt": (
        ("ORÇAMENTO", "Orçamento n.º"),
        ("CONFIRMAÇÃO DE ENCOMENDA", "Encomenda n.º"),
        ("GUIA DE REMESSA", "Guia n.º"),
    ),
    "sv": (
        ("OFFERT", "Offertnummer"),
        ("ORDERBEKRÄFTELSE", "Ordernummer"),
        ("FÖLJESEDEL", "Följesedel nr"),
    ),
}
_REMINDERS = {
    "en": (
        "PAYMENT REMINDER",
        "According to our records the following invoice is still unpaid:",
        "Invoice {number} of {date}: {amount}",
        "Please settle the amount within seven days.",
    ),
    "de": (
        "ZAHLUNGSERINNERUNG",
        "sicher haben Sie übersehen, dass folgende Rechnung noch offen ist:",
        "Rechnung {number} vom {date} über {amount}",
        "Bitte zahlen Sie innerhalb von sieben Tagen.",
    ),
    "fr": (
        "RAPPEL DE PAIEMENT",
        "Sauf erreur de notre part, la facture suivante reste impayée :",
        "Facture {number} du {date} : {amount}",
        "Merci de la régler sous huit jours.",
    ),
    "es": (
        "RECORDATORIO DE PAGO",
        "Según nuestros registros sigue pendiente la siguiente factura:",
        "Factura {number} de {date}: {amount}",
        "Rogamos abonen el importe en siete días.",
    ),
    "it": (
        "SOLLECITO DI PAGAMENTO",
        "Dalle nostre registrazioni risulta ancora aperta la fattura:",
        "Fattura {number} del {date}: {amount}",
        "Vi preghiamo di provvedere entro sette giorni.",
    ),
    "nl": (
        "BETALINGSHERINNERING",
        "Volgens onze administratie is deze factuur nog niet betaald:",
        "Factuur {number} van {date}: {amount}",
        "Wilt u binnen zeven dagen betalen?",
    ),
}
_STATEMENTS = {
    "en": ("STATEMENT OF ACCOUNT", "Date|Reference|Debit|Credit|Balance", "Closing balance"),
    "de": ("KONTOAUSZUG", "Datum|Beleg|Soll|Haben|Saldo", "Endsaldo"),
    "fr": ("RELEVÉ DE COMPTE", "Date|Pièce|Débit|Crédit|Solde", "Solde final"),
    "es": ("EXTRACTO DE CUENTA", "Fecha|Documento|Debe|Haber|Saldo", "Saldo final"),
    "it": ("ESTRATTO CONTO", "Data|Documento|Dare|Avere|Saldo", "Saldo finale"),
    "nl": ("REKENINGOVERZICHT", "Datum|Stuk|Debet|Credit|Saldo", "Eindsaldo"),
}
_CONTRACTS = {
    "en": (
        "SERVICE AGREEMENT",
        "This Agreement is made on {date} between {a} and {b}.",
        (
            "1. Services. The Contractor shall perform the services set out in Annex A with care.",
            "2. Fees. The Client shall pay a monthly fee of {amount}, invoiced in arrears.",
            "3. Term. This Agreement shall remain in force for a period of 2 years.",
            "4. Confidentiality. Each party shall keep the other party's information confidential.",
            "5. Governing law. This Agreement shall be governed by the laws of {law}.",
        ),
        "England and Wales",
    ),
    "de": (
        "DIENSTLEISTUNGSVERTRAG",
        "Zwischen {a} und {b} wird am {date} dieser Vertrag geschlossen.",
        (
            "§ 1 Gegenstand. Der Auftragnehmer erbringt die in Anlage 1 beschriebenen Leistungen.",
            "§ 2 Vergütung. Der Auftraggeber zahlt monatlich {amount} zuzüglich Umsatzsteuer.",
            "§ 3 Laufzeit. Der Vertrag hat eine Laufzeit von 2 Jahren.",
            "§ 4 Verschwiegenheit. Die Parteien bewahren Stillschweigen über alle Unterlagen.",
            "§ 5 Es gilt das Recht der {law}.",
        ),
        "Bundesrepublik Deutschland",
    ),
    "fr": (
        "CONTRAT DE PRESTATION DE SERVICES",
        "Le présent contrat est conclu le {date} entre {a} et {b}.",
        (
            "Article 1. Objet. Le Prestataire fournit les services décrits en annexe.",
            "Article 2. Prix. Le Client verse une rémunération mensuelle de {amount}.",
            "Article 3. Durée. Le contrat est conclu pour une durée de 2 ans.",
            "Article 4. Confidentialité. Les parties gardent le secret sur ces informations.",
            "Article 5. Droit applicable. Le contrat est soumis au droit {law}.",
        ),
        "français",
    ),
}
_OTHER: Truth = {"kind": "other", "must_flag": []}


def draw(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    """Draw one of them."""
    makers = [lookalike, lookalike]
    if words.language in _REMINDERS:
        makers += [reminder, statement]
    if words.language in _CONTRACTS:
        makers.append(contract)
    return rng.choice(makers)(rng, words)


def lookalike(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    """Draw an offer, an order confirmation or a delivery note, laid out like an invoice."""
    one = deal(rng, words)
    title, number = rng.choice(_TITLES[words.language])
    one = replace(one, due=None, paid=Decimal(0), withheld=Decimal(0))
    look = invoice.style(rng, one, words.pool)
    look = replace(look, meta="inline" if look.meta == "titled" else look.meta)
    labels = {**one.habits.labels, "total": _plain_total(one.habits.labels["total"]), "terms": ""}
    labels |= {"exempt": "", "reverse": "", "thanks": ""}
    one = replace(one, habits=replace(one.habits, labels=labels))
    if title in {row[2][0] for row in _TITLES.values()}:
        return _unpriced(one, look, Titles(title, number), rng), dict(_OTHER)
    return invoice.draw(one, look, rng, Titles(title, number)), dict(_OTHER)


def _plain_total(label: str) -> str:
    """An offer does not ask for an invoice total."""
    words = ("invoice", "rechnung", "factur", "fattura", "fatura", "faktura", "due", "dû")
    return "Total" if any(word in label.casefold() for word in words) else label


def _unpriced(one: Deal, look: invoice.Style, titles: Titles, rng: Random) -> Sheet:
    """A delivery note: what and how many, no price."""
    paper = Paper(look.family)
    heads.sender(paper, one, "left", rng)
    paper.text(paper.left, titles.title, size=17, bold=True)
    paper.down(24)
    heads.buyers(paper, one, titles, rng)
    paper.down(12)
    heads.meta(paper, one, "right_of", heads.pairs(one, titles, rng))
    paper.down(14)
    for key, x in (("description", paper.left), ("qty", 400.0), ("unit", 460.0)):
        paper.text(x, one.habits[key], size=8, bold=True)
    paper.level(above=-4)
    paper.down(18)
    for row in one.rows[:20]:
        paper.text(paper.left, row.description)
        paper.text(400, one.habits.quantity(row.qty))
        paper.text(460, row.unit)
        paper.down(15)
    return paper.sheet


def reminder(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    """Draw a letter that asks to pay an invoice sent before."""
    one = deal(rng, words)
    title, before, line, after = _REMINDERS[words.language]
    ways, paper = one.habits, Paper(rng.choice((0, 1)))
    heads.sender(paper, one, "left", rng)
    heads.buyers(paper, one, Titles(title, ""), rng)
    paper.down(20)
    later = one.issued + timedelta(days=50)
    paper.text(paper.right, ways.date((later.year, later.month, later.day)), align="right")
    paper.down(24)
    paper.text(paper.left, title, size=15, bold=True)
    paper.down(26)
    amount = ways.money(one.total or Decimal(0))
    text = line.format(number=one.number, date=ways.date(one.day), amount=amount)
    paper.block(paper.left, (before, "", text, "", after), 10)
    return paper.sheet, dict(_OTHER)


def statement(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    """Draw a list of what was booked."""
    one = deal(rng, words)
    title, columns, closing = _STATEMENTS[words.language]
    ways, paper, edges = one.habits, Paper(rng.choice((0, 1))), (50.0, 130.0, 330.0, 430.0, 540.0)
    heads.sender(paper, one, rng.choice(("left", "right")), rng)
    heads.buyers(paper, one, Titles(title, ""), rng)
    paper.down(24)
    paper.text(paper.left, title, size=15, bold=True)
    paper.down(24)
    balance, day = Decimal(0), one.issued
    rows = [columns.split("|")]
    for _ in range(rng.randint(4, 9)):
        debit, amount = rng.random() < 0.6, Decimal(rng.randint(2_000, 90_000)) / 100
        balance += amount if debit else -amount
        day += timedelta(days=rng.randint(1, 9))
        text = ways.amount(amount)
        when = ways.date((day.year, day.month, day.day))
        both = (text, "") if debit else ("", text)
        rows.append([when, f"{rng.randint(1000, 9999)}", *both, ways.amount(balance)])
    for row in rows:
        for x, text in zip(edges, row, strict=True):
            paper.text(x, text, size=9, align="left" if x < 200 else "right")
        paper.down(15)
    paper.text(edges[3], closing, bold=True, align="right")
    paper.text(edges[4], ways.money(balance), bold=True, align="right")
    return paper.sheet, dict(_OTHER)


def contract(rng: Random, words: Words) -> tuple[Sheet, Truth]:
    """Draw a short contract."""
    one = deal(rng, words)
    title, opening, articles, law = _CONTRACTS[words.language]
    ways, paper = one.habits, Paper(rng.choice((0, 1)))
    a, b = one.seller.name, party(rng, words, "buyers").name
    paper.text(297, title, size=15, bold=True, align="centre")
    paper.down(36)
    fill = {"a": a, "b": b, "date": ways.date(one.day), "law": law, "amount": ways.money(one.net)}
    for text in (opening, *articles):
        paper.block(paper.left, paper.wrapped(text.format(**fill), 480, 10), 10)
        paper.down(10)
    paper.down(40)
    for x, name in ((paper.left, a), (320.0, b)):
        paper.sheet.text(x, paper.y, "_" * 28)
        paper.sheet.text(x, paper.y + 14, name, size=9)
    return paper.sheet, {"kind": "contract", "must_flag": [], "fields": {"parties": [a, b]}}
