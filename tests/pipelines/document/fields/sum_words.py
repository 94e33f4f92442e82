"""What documents of ten languages write beside their sums, as a person would who sets them up."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The labels of one language, several for each part, parted by "|"; `format` writes numbers."""

    format: str
    money: str
    rates: tuple[int, ...]
    net: str
    tax: str  # "{r}": the rate
    total: str
    within: str  # the tax that is in a total
    goods: str
    discount: str
    freight: str
    paid: str
    left: str
    earlier: str
    heads: tuple[str, str, str, str]  # rate, base, tax, gross
    cash: str
    change: str


WORDS: dict[str, Words] = {
    "en": Words(
        "1,234.56", "£", (5, 20),
        "Net amount|Subtotal|Total excl. VAT|Total before tax|Taxable amount|Total net of VAT",
        "VAT {r}%|VAT @ {r}%|Total VAT|VAT amount|Plus VAT {r} %|Value added tax {r}%",
        "Total|Grand total|Total incl. VAT|Total (VAT included)|Invoice total|Amount due|Total due",
        "incl. VAT {r}%|of which VAT|Includes VAT of|VAT included ({r}%)",
        "Total goods|Sum of lines|Goods total", "Discount|Discount 5%|Less discount|Voucher",
        "Shipping|Delivery charge|Carriage|Postage & packing",
        "Amount paid|Deposit received|Less: payment received|Already paid|Prepayment",
        "Balance due|Amount outstanding|Remaining balance|Balance to pay",
        "Previous balance|Balance brought forward|Outstanding from previous invoice",
        ("Rate", "Net", "VAT", "Gross"),
        "Cash|Cash tendered", "Change|Change due",
    ),
    "de": Words(
        "1.234,56", "€", (7, 19),
        "Nettobetrag|Summe netto|Zwischensumme (netto)|Gesamt netto|Rechnungsbetrag netto|"
        "Nettosumme",
        "zzgl. {r} % USt.|MwSt. {r} %|Umsatzsteuer {r}%|Mehrwertsteuer ({r} %)|+ {r}% MwSt|"
        "USt-Betrag",
        "Gesamtbetrag|Rechnungsbetrag|Bruttobetrag|Endsumme|Gesamtsumme brutto|Zu zahlen|"
        "Gesamtbetrag inkl. MwSt.|Rechnungsendbetrag",
        "inkl. {r} % MwSt.|davon MwSt. {r}%|enthaltene USt. {r}%|darin enthaltene Umsatzsteuer",
        "Warenwert|Summe Positionen|Positionssumme",
        "Rabatt|abzgl. Rabatt 5 %|Nachlass|Treuerabatt",
        "Versandkosten|Fracht|Porto und Verpackung|Lieferkosten",
        "Anzahlung|bereits gezahlt|abzüglich geleisteter Anzahlungen|Erhaltene Anzahlung",
        "Restbetrag|Noch zu zahlen|Offener Betrag|Zahlbetrag",
        "Saldo Vormonat|Vorheriger Saldo|Rückstand", ("Satz", "Netto", "MwSt.", "Brutto"),
        "Bar|Gegeben", "Rückgeld|Zurück",
    ),
    "fr": Words(
        "1 234,56", "€", (10, 20),
        "Total HT|Montant HT|Sous-total HT|Total hors taxes|Montant net HT|Total H.T.",
        "TVA {r} %|TVA à {r}%|Montant TVA|Total TVA|T.V.A. ({r} %)|Montant de la taxe",
        "Total TTC|Montant TTC|Net à payer|Total toutes taxes comprises|Total général|Total T.T.C.",
        "dont TVA {r} %|TVA incluse {r}%|Dont TVA|TVA comprise",
        "Total des articles|Total lignes", "Remise|Remise 5 %|Rabais|Ristourne commerciale",
        "Frais de port|Livraison|Port et emballage|Transport",
        "Acompte|Acompte versé|Déjà payé|Déjà réglé",
        "Reste à payer|Solde à payer|Solde dû|Restant dû",
        "Solde antérieur|Solde précédent", ("Taux", "Base HT", "TVA", "TTC"),
        "Espèces", "Rendu|Monnaie rendue",
    ),
    "es": Words(
        "1.234,56", "€", (10, 21),
        "Base imponible|Subtotal|Total sin IVA|Importe neto|Total neto|Total (IVA excl.)",
        "IVA {r} %|IVA ({r}%)|Cuota IVA|Importe IVA|I.V.A. {r}%|Total IVA",
        "Total|Total factura|Importe total|Total con IVA|Total a pagar|Importe total (IVA incl.)",
        "IVA incluido {r} %|IVA incl. {r}%|incluye IVA", "Total líneas|Total artículos",
        "Descuento|Descuento 5 %|Dto. comercial|Descuento pronto pago",
        "Gastos de envío|Portes|Transporte", "Anticipo|Pagado a cuenta|Anticipo recibido",
        "Resto a pagar|Saldo pendiente|Saldo a pagar",
        "Saldo anterior", ("%",
        "Base",
        "IVA",
        "Total"),
        "Efectivo|Entregado", "Cambio",
    ),
    "it": Words(
        "1.234,56", "€", (10, 22),
        "Imponibile|Totale imponibile|Totale netto|Totale IVA esclusa|Importo netto|"
        "Totale senza IVA",
        "IVA {r}%|Imposta {r} %|IVA ({r} %)|Importo IVA|Totale IVA|Totale imposta",
        "Totale|Totale fattura|Totale documento|Totale da pagare|Importo totale|Totale IVA inclusa",
        "di cui IVA {r}%|IVA inclusa {r}%|IVA compresa", "Totale merce|Totale righe",
        "Sconto|Sconto 5%|Sconto incondizionato|Abbuono",
        "Spese di trasporto|Spese di spedizione|Trasporto", "Acconto|Acconto versato|Già pagato",
        "Saldo a pagare|Residuo da pagare|Netto a pagare", "Saldo precedente",
        ("Aliquota", "Imponibile", "Imposta", "Totale"),
        "Contanti", "Resto",
    ),
    "nl": Words(
        "1.234,56", "€", (9, 21),
        "Totaal excl. btw|Subtotaal|Nettobedrag|Bedrag exclusief btw|Totaal zonder btw|"
        "Netto totaal",
        "Btw {r}%|BTW ({r} %)|Btw-bedrag|Totaal btw|{r}% btw|Omzetbelasting {r}%",
        "Totaal incl. btw|Totaal|Te betalen|Totaalbedrag|Factuurbedrag|Totaal inclusief btw",
        "waarvan btw|inclusief {r}% btw|Incl. btw {r}%", "Totaal regels|Totaal goederen",
        "Korting|Korting 5%|Kortingscode", "Verzendkosten|Vrachtkosten|Bezorging",
        "Aanbetaling|Reeds betaald|Vooruitbetaald",
        "Restant te betalen|Openstaand bedrag|Restbedrag",
        "Vorig saldo|Openstaand saldo vorige factuur", ("Tarief", "Grondslag", "Btw", "Totaal"),
        "Contant", "Wisselgeld|Terug",
    ),
    "zh": Words(
        "1,234.56", "¥", (6, 13),
        "不含税金额|合计(不含税)|不含税合计|税前金额|未税金额|金额合计",
        "税额|税额({r}%)|增值税 {r}%|税额合计|增值税额",
        "价税合计|总计|含税合计|应付金额|合计(含税)|总金额",
        "其中税额|含增值税",
        "商品总额|商品合计",
        "优惠|折扣|减免", "运费|配送费", "已付定金|预付款|已付", "应付余额|余额", "上期余额",
        ("税率", "金额", "税额", "价税合计"),
        "现金", "找零",
    ),
    "pt": Words(
        "1.234,56", "€", (13, 23),
        "Total sem IVA|Subtotal|Total ilíquido sem IVA|Base tributável|Incidência|Valor líquido",
        "IVA {r}%|Total IVA|IVA ({r} %)|Valor do IVA",
        "Total|Total com IVA|Total a pagar|Valor total",
        "IVA incluído {r}%|inclui IVA", "Total das linhas|Total mercadoria", "Desconto|Desconto 5%",
        "Portes|Portes de envio|Transporte", "Adiantamento|Valor já pago|Sinal",
        "Valor em dívida|Saldo a pagar", "Saldo anterior", ("Taxa", "Incidência", "IVA", "Total"),
        "Numerário|Dinheiro", "Troco",
    ),
    "sv": Words(
        "1 234,56", "kr", (12, 25),
        "Summa exkl. moms|Netto|Summa före moms|Delsumma exkl. moms",
        "Moms {r}%|Momsbelopp|Moms ({r} %)",
        "Att betala|Summa inkl. moms|Totalt|Totalbelopp",
        "varav moms|varav moms {r}%|inkl. moms {r}%",
        "Summa rader|Summa varor", "Rabatt|Rabatt 5%", "Frakt|Fraktkostnad|Porto",
        "Förskott|Redan betalt", "Kvar att betala|Återstår att betala", "Föregående saldo",
        ("Sats", "Underlag", "Moms", "Totalt"),
        "Kontant|Kontanter", "Växel|Tillbaka",
    ),
    "pl": Words(
        "1 234,56", "zł", (8, 23),
        "Razem netto|Wartość netto|Suma netto", "VAT {r}%|Kwota VAT|Podatek VAT {r}%",
        "Razem brutto|Do zapłaty|Suma brutto|Wartość brutto", "w tym VAT {r}%|w tym VAT",
        "Razem pozycje", "Rabat|Rabat 5%", "Dostawa|Koszty dostawy", "Zaliczka|Zapłacono",
        "Pozostało do zapłaty", "Poprzednie saldo", ("Stawka", "Netto", "VAT", "Brutto"),
        "Gotówka", "Reszta",
    ),
}  # fmt: skip
