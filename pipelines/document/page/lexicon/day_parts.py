"""The words that labels of dates are put together from, by what each adds to the meaning."""

from pipelines.document.page.lexicon.rules import Rules

DAY_PARTS: dict[str, str] = {
    "date": "date|dates|datum|fecha|data|dato|dag|tag|日期|日付|年月日|日",
    "doc": (
        "invoice|inv|bill|billing|facture|facturation|factura|facturacion|fattura|fatturazione|"
        "factuur|factuurs|facturatie|rechnung|rechnungs|faktura|fakturerings|fatura|faturacao|"
        "receipt|document|dokument|documento|beleg|credit|gutschrift|gutschrifts|avoir|note|nota|"
        "kvitto|kvittering|rachunku|faktury|发票|發票|開票|开票|請求|請求書|领收|領収|单据"
    ),
    "issue": (
        "issue|issued|issuance|ausstellung|ausstellungs|ausgestellt|emission|emis|emise|emision|"
        "emitida|emissione|emesso|emessa|emissao|uitgifte|uitgereikt|wystawienia|wystawiono|"
        "expedicion|utfardad|utfardande|udstedt|udstedelses|utstedt|开具|開立|発行|delivre"
    ),
    "due": (
        "due|payable|pay|payment|deadline|zahlbar|zahlung|zahlungs|zahlungsziel|fallig|falligkeit|"
        "falligkeits|begleichen|uberweisen|echeance|paiement|reglement|payer|regler|limite|"
        "vencimiento|vence|pago|pagar|scadenza|scade|pagamento|pagare|vervaldatum|vervaldag|verval|"
        "betaal|betaaldatum|betaling|betalings|betalen|voldoen|vencimento|forfall|forfallo|"
        "forfallodag|forfallodatum|forfalds|forfaldsdato|forfallsdato|termin|platnosci|zaplaty|"
        "betala|到期|付款|支払|支払期限|お支払|缴费|期限"
    ),
    "by": (
        "by|before|until|bis|spatestens|avant|antes|entro|uiterlijk|voor|prima|senast|senest|do|"
        "latest|le|hasta|前"
    ),
    "other": (
        "delivery|delivered|shipping|shipped|ship|dispatch|liefer|lieferung|lieferungs|leistung|"
        "leistungs|leistungszeitraum|zeitraum|abrechnungs|abrechnungszeitraum|livraison|expedition|"
        "prestation|prestations|entrega|envio|servicio|consegna|spedizione|servizio|levering|"
        "leverings|lever|leverans|leverings|dostawy|sprzedazy|wykonania|supply|service|order|ordered|"
        "purchase|bestell|bestellung|bestellungs|auftrag|auftrags|commande|pedido|ordine|"
        "bestelling|bestel|zamowienia|period|periode|periodo|valid|validity|valable|gultig|valido|"
        "valida|geldig|expiry|expires|expiration|birth|geburts|contract|vertrags|departure|arrival|"
        "anreise|abreise|checkin|checkout|start|end|beginn|ende|debut|fin|inicio|inizio|fine|print|"
        "printed|statement|discount|skonto|escompte|korting|version|交货|送货|收货|有效|生产|"
        "服务|订单|下单|入住|退房|出生|納品|有効"
    ),
    "": (
        "of|the|de|del|della|dei|des|der|die|das|dem|den|du|d|di|da|la|le|l|el|van|het|en|et|and|und|"
        "y|e|on|at|at|am|an|au|a|is|to|be|dato|por|para|per|pour|te|il|zum|no|for|your|please|bitte|"
        "latest|the|this|diese|deze|cette|esta|questa|uw|ihre|votre|su|sua|vostra|dnia|pa|om"
    ),
}

# The first row that fits decides.
DAY_RULES: Rules = (
    ("other", "date by", "doc issue", "other_date", 6),
    ("due", "date doc by", "issue", "due_date", 6),
    ("due", "twice-due", "issue", "due_date", 6),
    ("issue", "date doc", "other", "issue_date", 6),
    ("doc date", "", "other", "issue_date", 6),
    ("other", "date", "", "other_date", 6),
)
