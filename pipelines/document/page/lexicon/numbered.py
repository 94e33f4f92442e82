"""Labels of numbers, put together: what is numbered, and how each language says "number"."""

from collections.abc import Iterator

# "Invoice no.", "Rechnungs-Nr.", "facture n°"
_BEHIND = (
    "no", "no.", "nr", "nr.", "n", "n.", "n°", "n.o", "№", "num", "num.", "number", "numero",
    "nummer", "#", "id", "-nr", "-nr.", "-no", "-no.", "-nummer", "-id", ".-nr.", ". no", ". nr",
    ". no.", ". nr.", ". n.", "number:", "code",
)  # fmt: skip
# "N. fattura", "numéro de facture", "nº de la factura", "n.º da fatura"
_BEFORE = (
    "no", "no.", "nr", "nr.", "n", "n.", "n°", "n.o", "№", "num.", "numero", "nummer", "numero de",
    "no de", "n° de", "n.o de", "num. de", "numero della", "numero di", "n. di", "n. della",
    "numero da", "n.o da", "no da", "numero do", "n.o do", "numero de la", "no de la", "n° de la",
    "numero d'", "n° d'", "nummer van", "number of",
)  # fmt: skip

OWN = (
    "invoice", "tax invoice", "inv", "inv.", "bill", "cash bill", "cash sale", "receipt",
    "official receipt", "cash receipt", "sales receipt", "rcpt", "credit note", "credit memo",
    "credit", "credit invoice", "rechnung", "rechnungs", "beleg", "bon", "kassenbon", "quittung",
    "quittungs", "gutschrift", "gutschrifts", "faktura", "fakturen", "handelsrechnung",
    "honorarnoten", "facture", "avoir", "ticket", "recu", "note d'honoraires", "factura", "tique",
    "recibo", "factura simplificada", "factura rectificativa", "abono", "nota de credito",
    "fattura", "scontrino", "ricevuta", "parcella", "nota di credito", "nota credito", "factuur",
    "factuurs", "kassabon", "creditnota", "creditfactuur", "fatura", "fatura/recibo",
    "fatura-recibo", "fatura simplificada", "talao", "kvitto", "kvitton", "kredit", "paragon",
    "faktura vat",
)  # fmt: skip
# Papers of any kind, and what tills count: an invoice's own number where it states no other.
PAPER = (
    "document", "doc", "doc.", "documento", "dokument", "piece", "transaction", "trans", "trans.",
    "trx", "transactie", "transaktions", "transaccion", "transazione", "operation", "operacion",
    "slip", "check", "chk", "folio", "documento commerciale", "venta", "verkauf", "transacao",
)  # fmt: skip
OTHER = (
    "customer", "client", "cliente", "kunden", "klant", "klanten", "kund", "debitoren", "debiteur",
    "account", "order", "sales order", "purchase order", "po", "commande", "pedido", "encomenda",
    "ordine", "bestell", "bestellung", "bestel", "auftrag", "auftrags", "orders", "opdracht",
    "delivery", "delivery note", "lieferschein", "lieferanten", "albaran", "ddt", "pakbon",
    "contract", "contrato", "contratto", "contrat", "vertrags", "projekt", "project", "proyecto",
    "progetto", "projet", "member", "table", "mesa", "tavolo", "tafel", "tisch", "bord", "caja",
    "cassa", "kasse", "kassa", "caisse", "pos", "terminal", "terminale", "batch", "lot", "lote",
    "artikel", "article", "articulo", "articolo", "artigo", "product", "item", "serial", "serien",
    "serie", "dossier", "expediente", "pratica", "reservation", "buchungs", "booking", "policy",
    "polizza", "police", "zahler", "contatore", "contador", "meter", "tax", "vat", "tva", "iva",
    "btw", "mwst", "moms", "momsreg", "momsreg.", "ust", "steuer", "company", "registration",
    "reg", "org", "organisations", "supplier", "vendor", "fournisseur", "proveedor", "fornitore",
    "leverancier", "leverantors", "quotation", "quote", "devis", "offerte", "angebots",
    "presupuesto", "preventivo", "offert", "employee", "cashier", "register", "store", "shop",
    "room", "phone", "mandat", "mandate", "konto", "bank", "plate", "voucher", "coupon",
)  # fmt: skip


def numbered(nouns: tuple[str, ...]) -> str:
    """Give all labels that ask for the number of one of the nouns, parted by "|"."""
    return "|".join(_labels(nouns))


def _labels(nouns: tuple[str, ...]) -> Iterator[str]:
    for noun in nouns:
        yield from (f"{noun} {word}" for word in _BEHIND)
        yield from (f"{word} {noun}" for word in _BEFORE)
