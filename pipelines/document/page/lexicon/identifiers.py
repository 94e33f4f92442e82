"""The words that documents print beside the numbers of a document and of those who deal."""

from pipelines.document.page.lexicon.numbered import OTHER, OWN, PAPER, numbered
from pipelines.document.page.lexicon.roles import Roles

IDENTIFIERS: Roles = {
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
        5.5: f"{numbered(OWN)}|收据编号|账单号|账单编号|结算单号|票据编号|发票编号",
        4: f"{numbered(PAPER)}|交易号|交易单号|单据编号|凭证号",
        3: (
            "编号|ticket|bon|tique|kvitto|scontrino|ricevuta|doc.|doc|trans.|trx|beleg|recibo|talao|"
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
            f"{numbered(OTHER)}|counter no|cashier no|terminal|pos no|batch no|"
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
            "合同编号|会员号|客户编号|订单编号|商户编号|产品编号|商品编号|终端编号|商户号|终端号|批次号|参考号|"
            "税号|账号|开户行及账号|开户行|电话|"
            "收银员|桌号|invoice code|tax invoice id"
        ),
    },
}
