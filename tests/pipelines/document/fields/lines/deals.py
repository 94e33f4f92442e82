"""Tables of goods laid out at random on pages of words, with the lines that they show."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from pipelines.document.decoded import Page
from pipelines.document.model import Source
from pipelines.media import Box, Word

LETTER = 0.0085  # width of a Latin letter
HEIGHT = 0.011
PITCH = 0.0165
_CENT = Decimal("0.01")

# By language: the sign before decimals, the sign between thousands, heads, words and sums.
HEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "position": ("#", "Pos", "No."), "article": ("Item code", "SKU", "Ref."),
        "description": ("Description", "Product", "Details of service"),
        "quantity": ("Qty", "Quantity", "Hours"), "unit": ("Unit", "UoM"),
        "price": ("Unit price", "Rate", "Price each"), "discount": ("Disc. %",),
        "tax": ("VAT", "Tax rate"), "amount": ("Amount", "Line total", "Total"),
    },
    "de": {
        "position": ("Pos.", "Nr."), "article": ("Art.-Nr.", "Artikelnummer"),
        "description": ("Bezeichnung", "Beschreibung", "Leistung"),
        "quantity": ("Menge", "Anzahl"), "unit": ("Einheit", "ME"),
        "price": ("Einzelpreis", "E-Preis", "Preis"), "discount": ("Rabatt",),
        "tax": ("MwSt.", "USt."), "amount": ("Gesamtpreis", "Betrag", "Gesamt"),
    },
    "fr": {
        "position": ("N°",), "article": ("Référence", "Réf."),
        "description": ("Désignation", "Libellé", "Prestation"),
        "quantity": ("Qté", "Quantité"), "unit": ("Unité",),
        "price": ("Prix unitaire", "P.U. HT", "PU"), "discount": ("Remise",),
        "tax": ("TVA", "Taux TVA"), "amount": ("Montant HT", "Total HT", "Montant"),
    },
    "es": {
        "position": ("Pos.",), "article": ("Código", "Referencia"),
        "description": ("Descripción", "Concepto"), "quantity": ("Cantidad", "Uds."),
        "unit": ("Unidad",), "price": ("Precio unitario", "Precio"), "discount": ("Dto.",),
        "tax": ("IVA", "% IVA"), "amount": ("Importe", "Total"),
    },
    "it": {
        "position": ("Riga",), "article": ("Codice", "Cod. art."),
        "description": ("Descrizione", "Prestazione"), "quantity": ("Quantità", "Q.tà"),
        "unit": ("U.M.",), "price": ("Prezzo unitario", "Prezzo"), "discount": ("Sconto",),
        "tax": ("IVA", "Aliquota"), "amount": ("Importo", "Totale"),
    },
    "nl": {
        "position": ("Regel",), "article": ("Artikelcode", "Artikelnummer"),
        "description": ("Omschrijving", "Beschrijving"), "quantity": ("Aantal", "Hoeveelheid"),
        "unit": ("Eenheid",), "price": ("Stuksprijs", "Prijs"), "discount": ("Korting",),
        "tax": ("BTW", "BTW %"), "amount": ("Bedrag", "Totaal"),
    },
    "zh": {
        "position": ("序号",), "article": ("规格型号", "商品编码"),
        "description": ("项目名称", "货物名称", "品名"), "quantity": ("数量", "数　量"),
        "unit": ("单位",), "price": ("单价", "单　价"), "discount": ("折扣",),
        "tax": ("税率",), "amount": ("金额", "金　额"),
    },
}  # fmt: skip
SUMS = {
    "en": ("Subtotal", "VAT 20%", "Total due", "Carried forward"),
    "de": ("Nettobetrag", "zzgl. 19 % USt.", "Rechnungsbetrag", "Übertrag"),
    "fr": ("Total HT", "TVA 20%", "Total TTC", "A reporter"),
    "es": ("Base imponible", "IVA 21%", "Total a pagar", "Suma y sigue"),
    "it": ("Imponibile", "IVA 22%", "Totale fattura", "A riportare"),
    "nl": ("Subtotaal", "BTW 21%", "Totaal te betalen", "Transporteren"),
    "zh": ("合计金额", "税额", "价税合计", "本页小计"),
}
_NOUNS = {
    "en": "lamp chair cable audit repair delivery binder pump filter lunch training garden tile",
    "de": "Lampe Stuhl Kabel Prüfung Reparatur Lieferung Ordner Pumpe Filter Schulung Fliese Glas",
    "fr": "lampe chaise câble audit réparation livraison classeur pompe filtre repas formation",
    "es": "lámpara silla cable auditoría reparación entrega carpeta bomba filtro comida curso",
    "it": "lampada sedia cavo verifica riparazione consegna pompa filtro pranzo corso piastrella",
    "nl": "stoel kabel controle reparatie levering ordner pomp filter lunch cursus tegel glas",
    "zh": "台灯 椅子 电缆 审计服务 维修 运输 文件夹 水泵 滤芯 午餐 培训 瓷砖 玻璃",
}
UNITS = {"en": "pcs", "de": "Stk", "fr": "pce", "es": "uds", "it": "pz", "nl": "st", "zh": "个"}
WIDTHS = {
    "position": 0.05, "article": 0.12, "quantity": 0.09, "unit": 0.07, "price": 0.13,
    "discount": 0.09, "tax": 0.08, "amount": 0.12,
}  # fmt: skip
NUMERIC = frozenset(("position", "quantity", "price", "discount", "tax", "amount"))


@dataclass(frozen=True)
class Sold:
    """A line of goods as it is printed."""

    name: str
    qty: Decimal
    price: Decimal
    discount: int
    total: Decimal


@dataclass
class Sheet:
    """A page that is being filled with words."""

    source: Source
    pages: list[list[Word]] = field(default_factory=lambda: [[]])
    y: float = 0.3

    def put(self, x: float, text: str, *, right: bool = False, centre: bool = False) -> None:
        """Set a text at `x`, ending there, or about it."""
        wide = width(text)
        x -= wide if right else wide / 2 if centre else 0
        parts = [text] if self.source == "ocr" else text.split()
        for part in parts:
            box = Box(x, self.y, x + width(part), self.y + HEIGHT)
            self.pages[-1].append(Word(part, box, 0.97 if self.source == "ocr" else 1.0))
            x += width(part) + LETTER

    def down(self, pitches: float = 1.0) -> None:
        self.y += pitches * PITCH

    def turn(self) -> None:
        self.pages.append([])
        self.y = 0.1

    def printed(self) -> tuple[Page, ...]:
        return tuple(
            Page(at + 1, 600, 840, self.source, tuple(words)) for at, words in enumerate(self.pages)
        )


def width(text: str) -> float:
    """Give the width of a text in print."""
    return LETTER * sum(2 if ord(one) > 0x2E7F else 1 for one in text)


def written(value: Decimal, language: str, rng_style: int = 0) -> str:
    """Write a number as a language does; Switzerland and others in the second style."""
    text = f"{value:,f}"
    if language in ("en", "zh"):
        return text if rng_style == 0 else text.replace(",", "")
    point, thousands = (",", ".") if language != "fr" else (",", " ")
    return text.replace(",", "\0").replace(".", point).replace("\0", thousands)


def rounded(value: Decimal) -> Decimal:
    return value.quantize(_CENT, ROUND_HALF_UP)


def name(rng: Random, language: str, words: int) -> str:
    chosen = [rng.choice(_NOUNS[language].split()) for _ in range(words)]
    text = "".join(chosen) if language == "zh" else " ".join(chosen)
    return text[:1].upper() + text[1:] + rng.choice(("", "", " A4", " 12 V", " (2)"))


def sold(rng: Random, language: str, *, discounts: bool) -> Sold:
    qty = Decimal(rng.choice(("1", "2", "3", "10", "24", "1.5", "0.25", "120")))
    price = rounded(Decimal(rng.randint(60, 250_000)) / 100)
    discount = rng.choice((0, 0, 5, 10)) if discounts else 0
    total = rounded(qty * price * (100 - discount) / 100)
    return Sold(name(rng, language, rng.randint(1, 4)), qty, price, discount, total)
