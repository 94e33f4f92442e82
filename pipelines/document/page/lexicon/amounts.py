"""The words that documents print beside sums, taxes, what is paid and what stands between."""

from pipelines.document.page.lexicon.roles import Roles

AMOUNTS: Roles = {
    "total": {
        6: (
            "grand total|invoice total|total invoice|"
            "total payable|rounded total|total rounded|net total rounded|"
            "total after rounding|total for this invoice|total after adj incl gst|"
            "total incl. vat|total incl vat|total including vat|total including tax|"
            "total incl. tax|total inc. gst|total incl gst|total inclusive of gst|"
            "total (inclusive of gst)|total (inclusive gst)|"
            "total incl. of gst|total inclusive gst|total sales (inclusive of gst)|"
            "total sales incl gst|total sales (inclusive gst)|total amount incl. gst|"
            "total including gst|total incl. sst|gesamtbetrag eur|gesamtbetrag|rechnungsbetrag|"
            "rechnungsbetrag brutto|endbetrag|gesamtsumme|bruttosumme|rechnungssumme brutto|"
            "rechnungsendbetrag|summe inkl. ust|summe inkl. mwst|summe brutto|gesamt brutto|"
            "gesamtbetrag brutto|bruttobetrag|gesamt inkl. mwst|gesamt inkl. ust|"
            "gesamtbetrag inkl. mwst|total ttc|montant ttc|total t.t.c.|"
            "montant total ttc|total general|total toutes taxes|total de la facture|"
            "total facture|montant total|total factura|importe total|"
            "total con iva|totale fattura|totale documento|"
            "importo totale|totale complessivo|totale ivato|"
            "totale iva inclusa|totaal incl. btw|totaal inclusief btw|totaalbedrag|"
            "factuur totaal|factuurtotaal|factuurbedrag|"
            "totaalbedrag incl. btw|价税合计|价税总计|应付总额|应付金额|应付合计|总金额|"
            "合计应收|应收合计|价稅合計|小写|小寫"
        ),
        4: (
            "total amount|total amt|"
            "invoice amount|total sales|total sale|total rm|total myr|total eur|total usd|"
            "total gbp|total price|sum total|total charge|total charges|estimated total|"
            "total bill|bill total|gesamt|gesamtpreis|summe eur|"
            "total a payer|total eur ttc|ttc|"
            "totaal eur|总计|总额|应付|应收|实付|实付金额|实收金额|消费合计|消费金额|"
            "付款金额|总价|valor total|razem brutto|"
            "ご請求金額|ご請求額|請求金額|請求額|合計金額|税込合計"
        ),
        4.5: (
            "total gross|gross total|gross amount|total brutto|total amt payable|amount incl. gst|"
            "total amt incl. gst"
        ),
        3: "total|totale|totaal|summe|totals|tl|brutto|gross|合计|合計|t0tal|ttl|sum",
        1: "amount|amt|betrag|montant|importe|importo|bedrag|balance|金额|price",
    },
    "due": {
        6: (
            "total amount due|total due|amount payable|total amount payable|net a payer ttc|"
            "total a pagar|importe a pagar|totale da pagare|totale a pagare|totaal te betalen|"
            "zu zahlender betrag|应付总额|应付金额|应付合计|合计应收|应收合计"
        ),
        4: (
            "amount due|balance due|due payable|amount to pay|to pay|zu zahlen|net a payer|"
            "a payer|somme a payer|netto a pagare|te betalen|liquido a pagar|do zaplaty|"
            "razem do zaplaty|now due|please pay|请支付|pay this amount|amount now due|att betala"
        ),
        3: "zahlbetrag",
    },
    "subtotal": {
        6: (
            "rechnungssumme netto|rechnungssumme ohne ust|summe netto|nettobetrag|"
            "gesamt netto|nettosumme|netto gesamt|gesamtbetrag netto|gesamtsumme netto|"
            "zwischensumme netto|summe ohne mwst|total excl. vat|total excl vat|"
            "total excluding vat|total before tax|total excl. tax|total excluding tax|"
            "total excluded tax|total (excluding gst)|net amount|total sales (excluding gst)|"
            "total excl. of gst|(excluded gst) sub total|(excluded gst) sub total (rm)|"
            "total excluding gst|total excl. gst|total excluded gst|amount before tax|"
            "taxable amount|taxable value|total net|net of vat|"
            "total net of vat|net of tax|total net of tax|net subtotal|subtotal excl. vat|"
            "total taxable|"
            "total amount before tax|total excl gst|total exclude gst|total ht|total h.t.|"
            "montant ht|montant total ht|total net ht|sous-total ht|base imponible|"
            "total sin iva|subtotal sin iva|importe neto|totale imponibile|imponibile|"
            "totale netto|totale senza iva|exclusief btw|totaal excl. btw|"
            "totaal exclusief btw|subtotaal excl. btw|nettobedrag|grondslag|合计金额|"
            "金额合计|不含税金额|不含税合计|未税金额|税前金额"
        ),
        4: (
            "subtotal|sub total|sub-total|subtot|importe bruto|razem netto|wartosc netto|"
            "sous-total|zwischensumme|suma|sottototale|"
            "subtotaal|positionssumme|warenwert|base ht|base|basisbetrag|total net amount|"
            "steuerbasisbetrag|excl. btw|小计|小計|税抜合計|税抜金額|ht|gross amt"
        ),
    },
    "net": {
        4: ("net total|nett total|net amt|nett amt|netto|net|net amount payable|netto total|neto"),
    },
    "tax": {
        6: (
            "total tax|vat total|tax total|total vat|total gst|gst total|vat amount|"
            "tax amount|gst amount|total sales tax|steuerbetrag|ust. gesamt|ust gesamt|"
            "mwst gesamt|summe mwst|summe ust|umsatzsteuerbetrag|mwst-betrag|ust-betrag|"
            "ust.-betrag|mehrwertsteuerbetrag|gesamt mwst|total tva|montant tva|total taxes|"
            "montant de la tva|total t.v.a.|cuota iva|total iva|importe iva|totale iva|"
            "totale imposta|importo iva|btw bedrag|btw-bedrag|totaal btw|税额合计|合计税额|"
            "总税额|税額合計"
        ),
        4: (
            "vat|tax|sales tax|consumption tax|gst|cgst|sgst|igst|utgst|sst|hst|pst|service tax|"
            "zzgl. mwst|zuzugl. ust|"
            "zuzuglich mwst|zzgl. ust|enth. mwst|inkl. mwst|enthaltene mwst|mwst|mwst.|ust|"
            "ust.|mehrwertsteuer|umsatzsteuer|tva|t.v.a.|taxes|taxe|iva|imposta|btw|税额|税額|"
            "增值税|incl. vat|incl. sst|incl. gst|including vat|includes vat|dont tva|"
            "iva incluido|plus vat|imposto|kwota vat|消費税|消費税額|消費税等"
        ),
    },
    "tender": {
        6: (
            "cash|tendered|accepted|accepted total|amount tendered|tender|cash tendered|"
            "amount paid|paid|payment|visa|mastercard|master card|credit card|debit card|"
            "card|cash received|received|total paid|total tendered|total payment|bar|gegeben|"
            "ec-karte|girocard|kartenzahlung|bar bezahlt|erhaltene anzahlungen|anzahlung|"
            "contant|gepind|especes|carte bancaire|cb|efectivo|tarjeta|contanti|contante|现金|"
            "收款|实收|支付宝|微信支付|微信|刷卡|会员卡|virement|acompte|paid amount|"
            "total cash|pin|bancontact"
        ),
    },
    "change": {
        6: (
            "change|cash change|change due|change amt|balance returned|ruckgeld|wechselgeld|"
            "zuruck|rendu|monnaie|cambio|resto|wisselgeld|terug|找零|找赎|your change"
        ),
    },
    "withheld": {
        6: (
            "retencion|retenciones|irpf|i.r.p.f.|retencao|ritenuta|ritenute|rit. acconto|"
            "withholding|withholding tax|tax withheld|retenue a la source|源泉所得税|源泉徴収税"
        ),
    },
    "rounding": {
        6: ("rounding|rounding adj|rounding adjustment|round|rundung|rounding adj.|afronding|抹零"),
    },
    "discount": {
        6: (
            "discount|total discount|disc|rabatt|nachlass|remise|descuento|sconto|korting|"
            "savings|you saved|total savings|优惠|折扣|gesamtbetrag der abschlage|"
            "gesamtbetrag der zuschlage|total saving|voucher|skonto|abschlag|zuschlag|"
            "total discounts|total allowances|credits"
        ),
    },
    "service": {
        6: "service charge|serv charge|svc charge|service chg|tip|trinkgeld|pourboire|服务费",
    },
    "count": {
        6: (
            "total qty|total quantity|total item|total items|item count|tot qty|qty|"
            "total no of items|number of items|total unit|total units|items|anzahl|menge|"
            "quantite|aantal|hoeveelheid|cantidad|quantita|总数量|数量|件数|total article|articles"
        ),
    },
    "unit": {
        6: (
            "unit price|price each|einzelpreis|prix unitaire|prezzo unitario|precio unitario|"
            "stuksprijs|u.price|单价|rate|preis|p.u.|umrechnungskurs|points|balance b/f|"
            "previous balance|opening balance|kilometer|capital|grundkapital|stammkapital|"
            "au capital de|umrechnung|total outstanding"
        ),
    },
}
