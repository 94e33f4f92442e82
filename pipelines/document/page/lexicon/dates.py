"""The words that documents print beside dates: of issue, and all others."""

from pipelines.document.page.lexicon.roles import Roles

DATES: Roles = {
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
        3: (
            "date|datum|fecha|data|日付|dated|dato|dnia|vom|du|del|van|日期|时间|消费时间|交易时间|"
            "von|dt"
        ),
    },
    "due_date": {
        6: (
            "due date|date due|payment due|due on|due|due by|pay by|due payable|remit until|"
            "please remit until|falligkeitsdatum|fallig am|fallig|falligkeit|zahlbar bis|"
            "zahlungsziel|zahlungsfrist|zu zahlen bis|zahlung bis|date d'echeance|echeance|"
            "date limite de paiement|a payer avant le|fecha de vencimiento|vencimiento|"
            "data scadenza|scadenza|vervaldatum|vervaldag|te betalen voor|uiterlijk|"
            "te voldoen voor|到期日|付款期限|付款到期日|vencimento|termin platnosci|支払期限|"
            "お支払期限|forfallodag|forfallodatum|forfaldsdato|bis zum|spatestens am"
        ),
    },
    "other_date": {
        3: "from|op",
        6: (
            "payment date|delivery date|date of delivery|date of supply|order date|expiry date|"
            "exp date|valid until|ship date|shipping date|service date|period|billing period|"
            "check in|check out|date of birth|statement date|lieferdatum|leistungsdatum|"
            "liefer- und leistungsdatum|leistungszeitraum|liefer-/leistungszeitraum|"
            "abrechnungszeitraum|bestelldatum|auftragsdatum|bestellung vom|bis|uberweisen|"
            "date limite|date de livraison|date de commande|periode|prelevement|"
            "fecha de entrega|fecha de pedido|fecha limite|data consegna|data ordine|orderdatum|"
            "leverdatum|besteldatum|付款日期|交货日期|有效期|納品日|stylesheet-version|"
            "codelisten-version|version|gemass bestellung vom|skonto|escompte"
        ),
    },
}
