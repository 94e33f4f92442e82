"""The words that documents print beside their values, in seven languages."""

from typing import TypeAlias

Roles: TypeAlias = dict[str, dict[float, str]]

# role -> weight -> phrases. Weights say how surely the phrase means the role: 6 nothing else,
# 3 usually, 1 sometimes. Roles after the seven fields name what must not be taken for one.
_AMOUNTS: Roles = {
    "total": {
        6: (
            "grand total|invoice total|total invoice|total amount due|total due|"
            "total payable|amount payable|rounded total|total rounded|net total rounded|"
            "total after rounding|total for this invoice|total after adj incl gst|"
            "total incl. vat|total incl vat|total including vat|total including tax|"
            "total incl. tax|total inc. gst|total incl gst|total inclusive of gst|"
            "total (inclusive of gst)|total (inclusive gst)|total amount payable|"
            "total incl. of gst|total inclusive gst|total sales (inclusive of gst)|"
            "total sales incl gst|total sales (inclusive gst)|total amount incl. gst|"
            "total including gst|total incl. sst|gesamtbetrag|rechnungsbetrag|"
            "rechnungsbetrag brutto|endbetrag|gesamtsumme|bruttosumme|rechnungssumme brutto|"
            "rechnungsendbetrag|summe inkl. ust|summe inkl. mwst|summe brutto|gesamt brutto|"
            "gesamtbetrag brutto|bruttobetrag|gesamt inkl. mwst|gesamt inkl. ust|"
            "gesamtbetrag inkl. mwst|zu zahlender betrag|total ttc|montant ttc|total t.t.c.|"
            "montant total ttc|total general|total toutes taxes|total de la facture|"
            "total facture|net a payer ttc|montant total|total factura|importe total|"
            "total a pagar|total con iva|importe a pagar|totale fattura|totale documento|"
            "totale da pagare|importo totale|totale complessivo|totale ivato|totale a pagare|"
            "totale iva inclusa|totaal incl. btw|totaal inclusief btw|totaalbedrag|"
            "totaal te betalen|factuur totaal|factuurtotaal|factuurbedrag|"
            "totaalbedrag incl. btw|价税合计|价税总计|应付总额|应付金额|应付合计|总金额|"
            "合计应收|应收合计|价稅合計|小写|小寫"
        ),
        4: (
            "amount due|balance due|total amount|total amt|due payable|amount to pay|to pay|"
            "invoice amount|total sales|total sale|total rm|total myr|total eur|total usd|"
            "total gbp|total price|sum total|total charge|total charges|estimated total|"
            "total bill|bill total|zu zahlen|gesamt|gesamtpreis|summe eur|net a payer|"
            "a payer|somme a payer|total a payer|total eur ttc|ttc|netto a pagare|te betalen|"
            "totaal eur|总计|总额|应付|应收|实付|实付金额|实收金额|消费合计|消费金额|"
            "付款金额|总价|total a pagar|liquido a pagar|valor total|razem brutto|do zaplaty|"
            "razem do zaplaty|ご請求金額|ご請求額|請求金額|請求額|合計金額|税込合計"
        ),
        4.5: (
            "total gross|gross total|gross amount|total brutto|total amt payable|amount incl. gst|"
            "total amt incl. gst"
        ),
        3: "total|totale|totaal|summe|zahlbetrag|totals|tl|brutto|gross|合计|合計|t0tal|ttl|sum",
        1: "amount|amt|betrag|montant|importe|importo|bedrag|balance|金额|price",
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
            "taxable amount|taxable value|total net|net subtotal|subtotal excl. vat|total taxable|"
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

_IDENTIFIERS: Roles = {
    "invoice_number": {
        6: (
            "invoice no|invoice no.|invoice number|invoice nr|invoice num|invoice #|"
            "invoice id|inv no|inv no.|inv. no.|inv #|invoice ref|invoice reference|"
            "tax invoice no|tax inv no|tax invoice #|taxinv|bill no|bill no.|bill number|"
            "bill #|receipt no|receipt no.|receipt number|receipt #|rcpt no|rcpt#|"
            "credit note no|credit note no.|credit note number|credit memo no|credit memo no.|"
            "credit memo number|credit memo #|credit no|credit no.|document no|document no.|"
            "document number|"
            "doc no|doc no.|doc. no.|tax invoice number|credit note #|rechnungsnummer|"
            "rechnungs-nr|rechnungs-nr.|rechnungsnr|rechnungsnr.|rechnung nr|rechnung nr.|"
            "rechnung #|re-nr|re-nr.|re.-nr.|rg-nr|rg.-nr.|handelsrechnung nr|"
            "handelsrechnung (380) nr|handelsrechnung nr.|belegnummer|beleg-nr|beleg-nr.|"
            "beleg nr|bon-nr|bon-nr.|bonnummer|gutschrift nr|gutschrift nr.|"
            "gutschriftsnummer|rechnung-nr.|rechnung no|handelsrechnung|fakturanummer|"
            "facture no|facture n|facture n°|facture nº|numero de facture|n° facture|"
            "n° de facture|no facture|no de facture|facture numero|ref facture|avoir n°|"
            "numero facture|facture #|ticket n°|numero d'avoir|numero de factura|n° factura|"
            "nº factura|no. factura|factura n°|factura nº|factura no|factura numero|"
            "nº de factura|num. factura|factura n|factura num|numero fattura|fattura n|"
            "fattura n.|fattura n°|fattura nr|fattura numero|n. fattura|nr. fattura|"
            "n° fattura|documento n.|factuurnummer|factuurnr|factuurnr.|factuur nr|"
            "factuur nr.|factuur nummer|bonnr|发票号码|发票号|票据号码|小票号|单号|单据号|"
            "流水号|收据号|发票編號|發票號碼|票号|fatura n|fatura no|fatura n°|fatura numero|"
            "numero da fatura|faktura nr|"
            "faktura vat nr|faktura vat|nr faktury|numer faktury|請求書番号|請求番号|領収書番号|"
            "伝票番号"
        ),
        3: (
            "invoice|tax invoice|rechnung|facture|avoir|factura|fattura|factuur|credit note|"
            "gutschrift|creditnota|nota de credito|nota di credito|receipt|bill|"
            "commercial invoice|credit memo|fatura"
        ),
    },
    "other_number": {
        6: (
            "customer no|customer no.|customer number|customer id|customer #|customer|"
            "account no|account no.|account number|account #|acct no|order no|order no.|"
            "order number|order #|order id|your order|po number|po no|po #|p.o. number|"
            "purchase order|reference|reference no|ref no|ref.|ref|your reference|vat no|"
            "vat no.|vat id|vat-id|vat number|vat reg no|vat reg. no.|"
            "vat registration number|gst no|gst no.|gst id|gst id no|gst reg no|gst reg no.|"
            "gst reg #|gst reg. no.|gst registration no|gstin|sst no|sst id|tax id|"
            "tax number|tax no|reg no|reg. no.|reg no.|registration no|company no|"
            "company reg no|co. no.|co no|co.reg|roc no|cin|ein|abn|tel|tel no|phone|fax|"
            "mobile|delivery no|delivery note|do no|contract no|contract no.|project no|"
            "table no|room no|counter no|cashier no|terminal|pos no|trans no|batch no|"
            "approval code|member no|booking id|kundennummer|kunden-nr|kunden-nr.|kundennr|"
            "kundennr.|kd-nr|kd.-nr.|ihre nummer|auftragsnummer|auftrags-nr|auftrags-nr.|"
            "auftragsnr|bestellnummer|bestell-nr|bestell-nr.|bestellung nr|lieferschein|"
            "lieferscheinnummer|lieferschein-nr.|lieferschein nr.|ust-id|ust-idnr|ust-idnr.|"
            "ust-id-nr|ust-id-nr.|ust.-id.-nr.|ust.-identnr.|ustid|steuernummer|steuer-nr|"
            "steuer-nr.|steuernr.|handelsregisternummer|hrb|hra|iban|bic|blz|kontonummer|"
            "kontonr.|konto-nr.|kto-nr|globale nummer|nummer|gln|gtin|vertragsnummer|"
            "projekt-nr.|leitweg-id|registernummer|numero client|n° client|code client|"
            "id.client|numero de commande|n° commande|bon de commande|numero de tva|n° tva|"
            "n° de tva|tva intracommunautaire|tva intra|siret|siren|rcs|numero de dossier|"
            "votre reference|ref. marche|facture liee|numero de ligne|numero de cliente|"
            "n° cliente|nº pedido|pedido|nif|cif|codice cliente|ordine n.|partita iva|p. iva|"
            "p.iva|codice fiscale|cod. fisc.|klantnummer|klantnr|klant|ordernummer|order|"
            "bestelnummer|btw nummer|btw-nummer|btw nr|kvk|kvk nummer|serienummer|"
            "uw btw nummer|发票代码|校验码|机器编号|纳税人识别号|统一社会信用代码|订单号|"
            "合同编号|会员号|税号|账号|开户行及账号|开户行|电话|"
            "收银员|桌号|invoice code|tax invoice id"
        ),
    },
}

_DATES: Roles = {
    "print_date": {6: "print date|printed date|printed|打印时间"},
    "issue_date": {
        6: (
            "invoice date|date of invoice|date of issue|issue date|issued on|issued at|"
            "issued|date issued|inv date|inv. date|bill date|billing date|receipt date|"
            "document date|doc date|tax date|tax point|date invoiced|rechnungsdatum|"
            "belegdatum|ausstellungsdatum|datum der rechnung|rechnung vom|gutschriftsdatum|"
            "re-datum|date de facture|date facture|date de facturation|date d'emission|"
            "facture du|date de la facture|date de l'avoir|fecha de factura|fecha factura|"
            "fecha de emision|fecha emision|fecha de expedicion|data fattura|data documento|"
            "data emissione|data di emissione|data della fattura|factuurdatum|factuur datum|"
            "datum factuur|开票日期|发票日期|开具日期|交易日期|開票日期|data de emissao|"
            "data da fatura|data wystawienia|発行日|請求日|領収日"
        ),
        3: "date|datum|fecha|data|日付|dated|vom|du|del|van|日期|时间|消费时间|交易时间|von|dt",
    },
    "other_date": {
        3: "from|op",
        6: (
            "due date|date due|payment due|due on|due|due by|pay by|payment date|"
            "delivery date|date of delivery|date of supply|order date|expiry date|exp date|"
            "valid until|ship date|shipping date|"
            "service date|period|billing period|check in|check out|date of birth|"
            "due payable|remit until|please remit until|statement date|falligkeitsdatum|"
            "fallig am|fallig|falligkeit|zahlbar bis|zahlungsziel|lieferdatum|leistungsdatum|"
            "liefer- und leistungsdatum|leistungszeitraum|liefer-/leistungszeitraum|"
            "abrechnungszeitraum|bestelldatum|auftragsdatum|bestellung vom|bis|bis zum|"
            "uberweisen|date d'echeance|echeance|date limite|date limite de paiement|"
            "date de livraison|date de commande|periode|prelevement|fecha de vencimiento|"
            "vencimiento|fecha de entrega|fecha de pedido|fecha limite|data scadenza|"
            "scadenza|data consegna|data ordine|vervaldatum|vervaldag|orderdatum|leverdatum|"
            "besteldatum|uiterlijk|te betalen voor|到期日|付款日期|付款期限|交货日期|有效期|"
            "vencimento|termin platnosci|支払期限|納品日|stylesheet-version|codelisten-version|"
            "version|gemass bestellung vom|skonto"
        ),
    },
}

_PARTIES: Roles = {
    "seller": {
        6: (
            "seller|sold by|supplier|vendor|issued by|invoice from|bill from|"
            "service provider|merchant|verkaufer|rechnungssteller|rechnungsersteller|"
            "lieferant|verkaufer/lieferant|leistungserbringer|vendeur|emetteur|fournisseur|"
            "prestataire|vendedor|emisor|proveedor|cedente|cedente/prestatore|fornitore|"
            "mittente|verkoper|leverancier|afzender|销售方|销方|卖方|供应商|销货单位|"
            "开票单位|收款单位|商户名称|商户|销售方信息|销货方|sprzedawca|prestador"
        ),
        3: (
            "from|de|von|da|van|account holder|kontoinhaber|titulaire du compte|titulaire|"
            "payee|beneficiary|account name|in favor of|in favour of|payable to|empfanger|"
            "intestatario|zahlungsempfanger|begunstigter|t.n.v.|ten name van|pay to|remit to"
        ),
    },
    "buyer": {
        6: (
            "bill to|billed to|invoice to|sold to|ship to|deliver to|delivery address|"
            "customer|buyer|client|attn|attention|bill to address|billing address|"
            "shipping address|to|guest name|customer name|issued to|invoiced to|"
            "customer address|recipient|kaufer|kaufer/leistungsempfanger|rechnungsempfanger|"
            "kunde|empfanger|rechnung an|lieferadresse|rechnungsadresse|leistungsempfanger|"
            "lieferanschrift|rechnungsanschrift|auftraggeber|abweichender warenempfanger|"
            "abweichender zahlungsempfanger|steuerbevollmachtigter des verkaufers|"
            "warenempfanger|adresse de livraison|adresse de facturation|facture a|acheteur|"
            "destinataire|nom de l'abonne|facturer a|livrer a|contact commercial|cliente|"
            "facturar a|comprador|direccion de entrega|direccion de envio|destinatario|"
            "enviar a|cessionario|cessionario/committente|spett.le|spettabile|fatturare a|"
            "intestato a|acquirente|klant|factuuradres|afleveradres|aan|koper|bezorgadres|"
            "factuur aan|verzendadres|购买方|购方|买方|购货单位|付款单位|客户|抬头|收货人|"
            "购买方信息|客户名称|购货方|nabywca|tomador"
        ),
    },
}

LEXICON: dict[str, Roles] = {
    "amounts": _AMOUNTS,
    "identifiers": _IDENTIFIERS,
    "dates": _DATES,
    "parties": _PARTIES,
}
