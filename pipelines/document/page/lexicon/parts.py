"""The words that labels of sums are put together from, by what each adds to the meaning."""

# Folded as print is: without case and accents, "ß" as one "s". A word may add several things.
PARTS: dict[str, str] = {
    "total": (
        "total|totals|totales|totale|totali|totaal|totaalbedrag|totaux|totalt|t0tal|summe|summa|"
        "gesamt|gesamte|gesamter|gesamtes|insgesamt|somme|sum|suma|razem|celkem|ialt|合计|合計|"
        "总计|總計|总额|總額|共计|共計|総計|总价|總價|总金额|總金額"
    ),
    "grand": "grand|general|generale|overall|end|schluss|complessivo|complessiva|价税",
    "sub": (
        "sub|subtotal|subtotals|subtotales|subtotale|subtotaal|subtot|zwischen|zwischensumme|zwischentotal|sous|"
        "sotto|sottototale|subtotais|parcial|parziale|tussentotaal|warenwert|positionssumme|delsumma|mellansumma|小计|小計"
    ),
    "goods": (
        "goods|merchandise|marchandises|goederen|lines|lignes|lineas|linee|righe|regels|rader|linjer|"
        "linhas|pozycji|pozycje|positionen|waren|varor|iliquido|merce|merci|"
        "mercancia|mercancias|mercadoria|mercadorias|商品|货款|貨款|商品货款"
    ),
    "things": (
        "articles|articulos|articoli|artigos|artikel|artikelen|artiklar|items|produkte|produits"
    ),
    "amount": (
        "amount|amounts|amt|betrag|betrage|betrags|montant|montants|importe|importes|importo|"
        "importi|bedrag|bedragen|belopp|kwota|wartosc|wert|valor|valore|value|waarde|金额|金額|额|額"
    ),
    "price": "price|prices|prix|prezzo|precio|prijs|preis|preco|cena|pris",
    "tax": (
        "tax|taxes|vat|gst|hst|pst|qst|sst|igst|cgst|sgst|utgst|tps|tvq|mwst|ust|mwst|"
        "umsatzsteuer|mehrwertsteuer|steuer|steuern|tva|taxe|iva|imposta|imposte|impuesto|"
        "impuestos|imposto|btw|omzetbelasting|belasting|moms|mva|podatek|ptu|dph|kdv|alv|igic|"
        "税款|税金|税额|稅額|税額|消費税|消費税額|消費税等|增值税|增值税额|營業稅"
    ),
    "incl": (
        "incl|inkl|inc|included|includes|including|inclusive|inclusief|inbegrepen|einschl|"
        "einschlieslich|einschliesslich|inklusive|compris|comprise|comprises|inclus|incluse|"
        "incluso|inclusa|inclusi|incluido|incluida|incluidos|incluidas|toutes|con|mit|avec|with|com|"
        "met|ivato|ivata|含|包含"
    ),
    "within": (
        "davon|enth|enthalten|enthaltene|enthaltener|enthaltenen|beinhaltet|darin|dont|cui|"
        "waarvan|thereof|which|hiervan|其中|内含|varav|heraf"
    ),
    "excl": (
        "excl|exkl|exc|excluding|excluded|exclude|exclusive|exclusief|exclus|exclu|ohne|hors|"
        "before|without|sans|pre|senza|sin|zonder|avant|escluso|esclusa|excluido|excluida|exklusive|"
        "fore|eksl|ekskl|sem|utan|uden|prima|antes|vor|不含|未含|除|bez"
    ),
    "excl tax": "ht|htva|不含税|不含稅|未税|未稅|税前|稅前|税抜|税別",
    "incl tax": "ttc|tvac|含税|含稅|税込|税后",
    "base": (
        "base|bases|basis|imponible|imponibile|imponibili|grondslag|taxable|assessable|vatable|"
        "bemessungsgrundlage|steuerpflichtig|steuerpflichtiger|steuerbasis|maatstaf|incidencia|steuerbar|"
        "belastbaar|计税"
    ),
    "gross": "gross|brutto|brut|lordo|lorda",
    "net": "net|nett|netto|neto|nette|netta|nets|liquido|liquida",
    "due": (
        "due|payable|pay|zahlen|zahlender|zahlbar|zahlbarer|zahlbetrag|payer|pagar|pagare|betalen|"
        "regler|owed|owing|zaplaty|betala|应付|應付|应收|應收|应缴|请求|請求|ご請求"
    ),
    "balance": (
        "balance|saldo|solde|restbetrag|restsaldo|reste|restant|restante|outstanding|openstaand|"
        "offen|offener|offene|restliche|restlicher|remaining|verbleibend|verbleibender|kvar|aterstar|aterstaende|resterer|pozostalo|余额|餘額"
    ),
    "doc": (
        "invoice|invoices|bill|facture|factura|fattura|factuur|factuurs|rechnung|rechnungs|faktura|"
        "fatura|documento|document|dokument|receipt|order|bestellung|beleg|auftrags|发票|發票|"
        "current|new|charges|neue|neuer|aktuelle|nieuwe|nouveau|nouveaux"
    ),
    "paid": (
        "paid|prepaid|payment|payments|received|deposit|deposits|prepayment|prepayments|"
        "downpayment|advance|advances|retainer|bezahlt|gezahlt|geleistet|geleistete|anzahlung|"
        "anzahlungen|vorauszahlung|vorauszahlungen|abschlagszahlung|abschlagszahlungen|zahlung|"
        "zahlungen|acompte|acomptes|avance|verse|paye|payes|payee|regle|versement|anticipo|"
        "anticipos|pagado|abonado|acconto|acconti|pagato|versato|voldaan|betaald|aanbetaling|"
        "aanbetalingen|vooruitbetaling|vooruitbetaald|已付|已付款|已收|已收款|定金|订金|訂金|"
        "预付|预付款|預付款|forudbetalt|forskott|sinal|zaplacono|zaliczka"
    ),
    "prev": (
        "previous|prior|earlier|opening|arrears|overdue|past|vorheriger|vorherige|vorige|alter|"
        "altsaldo|vormonat|vorsaldo|ruckstand|ruckstande|anterieur|precedent|precedente|anterior|"
        "arrieres|arretrati|achterstand|vorig|poprzednie|poprzedni|foregaende|forrige|上期|上月|往期|前期"
    ),
    "carry": (
        "carried|brought|carryover|ubertrag|vortrag|zwischenubertrag|reporter|"
        "riporto|riportare|sigue|overdracht|transporteren|overbrengen|transportsaldo|承前|过次|"
        "承前页|过次页|转下页|接上页"
    ),
    "page": "page|seite|seiten|pagina|blatt|hoja|本页|本頁|页|每页",
    "discount": (
        "discount|discounts|disc|rabatt|rabatte|nachlass|nachlas|preisnachlass|preisnachlas|"
        "remise|remises|rabais|ristourne|escompte|descuento|descuentos|dto|sconto|sconti|abbuono|"
        "korting|kortingen|kortingscode|voucher|coupon|gutschein|gutscheine|allowance|allowances|rebate|promo|"
        "promotion|desconto|descontos|rabat|loyalty|折扣|优惠|優惠|减免|立减|値引"
    ),
    "charge": (
        "shipping|delivery|freight|postage|handling|carriage|courier|versand|versandkosten|fracht|"
        "frachtkosten|porto|portokosten|lieferkosten|liefergebuhr|transportkosten|transport|transporte|"
        "trasporto|spedizione|spese|livraison|port|frais|envio|gastos|portes|verzendkosten|"
        "verzending|bezorgkosten|bezorging|vracht|surcharge|surcharges|zuschlag|zuschlage|"
        "supplement|recargo|maggiorazione|toeslag|charge|fee|fees|packaging|packing|verpackung|"
        "emballage|imballo|bollo|frete|dostawa|dostawy|kostnad|kostnader|omkostninger|koszty|fragt|frakt|bearbeitungsgebuhr|gebuhr|gebuhren|kosten|"
        "运费|運費|配送费|手续费|邮费|快递费|包装费|送料"
    ),
    "tip": (
        "tip|tips|gratuity|trinkgeld|pourboire|propina|mancia|fooi|coperto|服务费|服務費|小费"
    ),
    "service": "service|servicio|servizio|bedienung",
    "rounding": (
        "rounding|rundung|rundungsdifferenz|rundungsbetrag|arrondi|arrondissement|redondeo|"
        "arrotondamento|arrotondamenti|afronding|afrondingsverschil|avrundning|oresavrunding|"
        "抹零|舍入|adj|adjustment"
    ),
    "rounded": "rounded|gerundet|gerundeter|redondeado|arrotondato|afgerond",
    "withheld": (
        "withholding|withheld|irpf|ritenuta|ritenute|retencion|retenciones|retencao|retenue|"
        "quellensteuer|bronbelasting"
    ),
    "count": (
        "qty|quantity|quantities|count|menge|anzahl|stuck|quantite|quantita|"
        "cantidad|aantal|hoeveelheid|quantidade|antal|ilosc|cant|qte|anz|数量|件数"
    ),
    "rate": "rate|rates|satz|taux|tipo|aliquota|aliquote|tarief|percentage|pct|税率|稅率",
    "after": "after|nach|apres|despues|dopo|na|折后|优惠后",
    "plus": (
        "plus|add|zzgl|zuzug|zuzugl|zuzuglich|zuzgl|hinzu|mas|piu|vermeerderd|ajouter"
    ),
    "less": (
        "less|minus|abzug|abzuglich|abzugl|abzgl|moins|menos|meno|minder|bereits|already|deja|ya|"
        "gia|reeds|减"
    ),
    "": (
        "of|the|a|an|for|to|be|de|del|della|dei|delle|des|der|die|das|dem|den|du|d|di|da|la|le|les|"
        "el|los|las|dos|das|il|lo|l|van|het|een|voor|pour|per|por|para|en|et|and|und|y|in|im|i|zu|au|aux|te|"
        "al|als|this|our|dieser|diese|questa|cette|esta|deze|su|sur|on|s|e|eur|usd|gbp|chf|euro|"
        "euros|excise|att|amp|本|的|（|）"
    ),
}  # fmt: skip
