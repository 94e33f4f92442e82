"""What documents call themselves, by kind: expressions for whole titles, folded."""

_REMINDERS = (
    r"(?:(?:first|second|third|final|last|friendly|\d\.) )?(?:payment |invoice |overdue )?"
    r"(?:reminder|demand)(?: notice| letter| for payment| of payment)?|(?:past due|overdue|late"
    r" payment) notice|notice of (?:overdue|late) payment|dunning(?: letter| notice)?|"
    r"(?:(?:erste|zweite|dritte|letzte|\d\.) )?(?:zahlungserinnerung|mahnung|mahnschreiben|"
    r"zahlungsaufforderung)|(?:\d\w* )?rappel(?: de paiement| de facture)?|"
    r"lettre de (?:rappel|relance)|"
    r"relance(?: de paiement| client)?|mise en demeure|recordatorio(?: de pago)?|aviso de (?:pago|"
    r"cobro|impago|pagamento)|requerimiento de pago|reclamacion de pago|"
    r"sollecito(?: di pagamento)?|promemoria(?: di pagamento)?|"
    r"(?:\w+ )?(?:betalings?|betaal)?herinnering|aanmaning|"
    r"lembrete(?: de pagamento)?|(?:betalnings)?paminnelse|kravbrev|wezwanie do zaplaty|"
    r".{0,8}(?:催款|付款提醒|催缴).{0,4}|督促状"
)
_ORDERS = (
    r"(?:sales |purchase |work )?order(?: confirmation| acknowledge?ment| form)?|"
    r"(?:booking|reservation) confirmation|confirmation of order|auftragsbestatigung|"
    r"bestellbestatigung|bestellung|bestellschein|buchungsbestatigung|"
    r"(?:accuse de reception|confirmation) de (?:votre )?commande|confirmation de reservation|"
    r"bon de commande|(?:confirmacion|hoja|nota) de (?:pedido|reserva)|pedido|orden de compra|"
    r"conferma (?:d'? ?|di )?(?:ordine|prenotazione)|ordine(?: di acquisto| d'acquisto)?|"
    r"(?:order|opdracht|boekings|reserverings)bevestiging|bestelling|(?:inkoop|aankoop)order|"
    r"bestelbon|(?:confirmacao|nota) de encomenda|encomenda|orderbekraftelse|bestallning|"
    r"(?:potwierdzenie )?zamowieni[ae]|.{0,6}(?:订单|订货单|订购单|采购单)(?:确认书?)?|注文書"
)
_OFFERS = (
    r"(?:sales |price )?(?:quotation|quote)|(?:cost )?estimate|offer|(?:business )?proposal|"
    r"(?:unverbindliches )?angebot|kostenvoranschlag|offerte|preisangebot|devis(?: estimatif)?|"
    r"proposition(?: commerciale)?|offre(?: de prix| commerciale)?|presupuesto|cotizacion|oferta|"
    r"preventivo|offerta|prijsopgave|(?:prijs)?offerte|orcamento|proposta(?: comercial)?|offert|"
    r"wycena|.{0,6}(?:报价单?|估价单|报价表)|見積書"
)
_DELIVERIES = (
    r"(?:delivery|dispatch|despatch|consignment|goods received) (?:note|docket|order)|"
    r"packing (?:list|slip)|way ?bill|bill of lading|lieferschein|packliste|frachtbrief|"
    r"(?:bon|bordereau) de livraison|bon d'expedition|lettre de voiture|albaran(?: de entrega)?|"
    r"nota de entrega|documento di trasporto|d\.?d\.?t\.?|bolla(?: di consegna)?|pakbon|"
    r"(?:af)?leverbon|leveringsbon|vrachtbrief|guia de (?:remessa|transporte|remision)|foljesedel|"
    r"fraktsedel|list przewozowy|.{0,6}(?:送货单|发货单|出库单|入库单|装箱单|交货单|收货单)|納品書"
)
_STATEMENTS = (
    r"(?:account |bank |monthly |customer |billing )?statement(?: of accounts?)?|account summary|"
    r"(?:remittance|payment) advice|konto(?:auszug|ubersicht)|saldenbestatigung|zahlungsavis|"
    r"releve (?:de compte|bancaire|d'identite bancaire)|extrait de compte|avis de (?:virement|"
    r"paiement)|extracto(?: bancario| de cuenta)?|estado de cuenta|estratto conto|"
    r"(?:bank|rekening)(?:afschrift|overzicht)|betaalspecificatie|extrato(?: bancario| de conta)?|"
    r"kontoutdrag|wyciag(?: bankowy)?|.{0,6}(?:对账单|银行流水|账户明细|交易明细|对帐单)"
)
_PAYROLL = (
    r"pay ?slip|salary slip|pay ?stub|earnings statement|(?:gehalts|lohn|entgelt|verdienst|bezuge)"
    r"(?:abrechnung|nachweis|bescheinigung)|bulletin de (?:paie|salaire)|fiche de paie|nomina|"
    r"recibo de (?:salarios?|nomina|vencimento)|busta paga|cedolino(?: paga)?|"
    r"(?:loon|salaris)(?:strook|specificatie)|lone(?:specifikation|besked)|.{0,6}(?:工资条|工资单|"
    r"薪资单|工资表)"
)
_PROFORMA = (
    r"pro[ -]?forma(?:[ -]?(?:invoice|rechnung|factuur))?|(?:facture|factura|fattura|fatura) "
    r"pro[ -]?forma|形式发票"
)
_PAPERS = (
    r"(?:meeting )?minutes|protokoll|compte[ -]rendu|acta|verbale|notulen|agenda|"
    r".{0,12}(?:会议纪要|通知|公告|简历|价目表|菜单|证明)|curriculum vitae|lebenslauf|"
    r"resume|menu|speisekarte|menukaart|la carta|certificat[eo]?|zertifikat|bescheinigung|"
    r"attestation|price list|preisliste|listino(?: prezzi)?|prijslijst|time ?sheet|stundenzettel|"
    r"boarding pass|bordkarte|itinerary|reiseplan|packstuckschein|newsletter|report|bericht|"
    r"rapport|informe|kundigung|cancellation"
)

# A credit note is an invoice as well; of kinds that share a title the first counts.
TITLES: dict[str, str] = {
    "other": "|".join(
        (
            _PROFORMA,
            _REMINDERS,
            _ORDERS,
            _OFFERS,
            _DELIVERIES,
            _STATEMENTS,
            _PAYROLL,
            _PAPERS,
        )
    ),
    "credit_note": (
        r"(?:tax |sales )?credit (?:note|memo|memorandum|invoice)|(?:rechnungs)?gutschrift|"
        r"stornorechnung|rechnungskorrektur|(?:facture d'? ?)?avoir|nota de (?:credito|abono)|"
        r"nota di credito|factura rectificativa|credit ?nota|creditfactuur|kreditfaktura|"
        r"kreditnota|faktura korygujaca|korekta|.{0,12}(?:红字|红冲|负数).{0,12}"
    ),
    "receipt": (
        r"(?:official |cash |sales |payment |till |store |customer |guest |your |e-?)*receipt|"
        r"quittung|kassenbon|kassenzettel|barbeleg|kassabon|kassaticket|bonnetje|ticket de caisse|"
        r"ticket(?: de compra)?|recu(?: de paiement)?|recibo(?: de pago)?|factura simplificada|"
        r"scontrino(?: fiscale)?|ricevuta(?: fiscale| di pagamento)?|documento commerciale|talao|"
        r"fatura simplificada|kvitto|kvittering|paragon(?: fiskalny)?|(?:收款)?收据|(?:购物)?小票|"
        r"領収書|領収証|レシート|payment confirmation|confirmation of payment|zahlungsbestatigung|"
        r"zahlungsbeleg|confirmation de paiement|confirmacion de pago|conferma di pagamento|"
        r"betal(?:ings)?bevestiging|betaalbewijs|betalingsbewijs"
    ),
    "invoice": (
        r"(?:tax |sales |commercial |final |vat |service |handels|schluss|abschlags|teil|"
        r"sammel|anzahlungs|monats|honorar)*[ -]?(?:invoice|rechnung)(?:/receipt)?|honorarnote|"
        r"(?:tax )?(?:invoice|bill)(?: cum .{3,20})?|note d'honoraires|minuta de honorarios|"
        r"parcella|fattura (?:immediata|differita|accompagnatoria|di vendita|elettronica)|"
        r"facture(?: de vente| d'acompte| finale)?|factura(?: de venta| electronica)?|fattura|"
        r"(?:verkoop)?factuur|fatura(?:[-/ ]recibo)?|faktura(?: vat)?|(?:ご)?請求書|"
        r".{0,14}发票(?:[(（].{2,8}[)）])?|結算單|结算单|账单"
    ),
    "contract": (
        r"(?:[a-z0-9'.,&()/-]+ ){0,7}(?:agreement|contract|memorandum of understanding)"
        r"(?: and (?:[a-z]+ ){0,4}(?:release|covenants?|waiver|assignment)(?: of claims)?)?|"
        r"(?:residential |commercial |office |apartment |house |ground )?(?:sub)?lease|"
        r"[a-z-]*(?:vertrag|vereinbarung)(?: [a-z]+){0,6}|"
        r"(?:contrat|convention|accord|contrato|acuerdo|convenio|contratto|accordo|acordo)"
        r"(?: [a-z'-]+){0,8}|[a-z]*overeenkomst(?: [a-z]+){0,6}|[a-z]*avtal|umowa(?: [a-z]+){0,5}|"
        r".{0,16}(?:合同书?|协议书?|契约)"
    ),
}
