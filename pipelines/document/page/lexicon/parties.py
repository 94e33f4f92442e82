"""The words that documents print beside the names of who sells and who buys."""

from pipelines.document.page.lexicon.roles import Roles

# 4 is for those who receive the goods or read the letter: mostly the buyer, and never the seller.
# Whoever gets something ("either") gets the money where a bank account is near, or the invoice.
PARTIES: Roles = {
    "seller": {
        6: (
            "seller|sold by|sold from|supplier|vendor|issued by|invoice from|bill from|billed by|"
            "invoiced by|invoice issued by|service provider|merchant|merchant name|seller details|"
            "supplier details|vendor details|seller information|supplier information|"
            "seller name|supplier name|vendor name|our details|"
            "verkaufer|rechnungssteller|rechnungsersteller|rechnungsaussteller|auftragnehmer|"
            "lieferant|verkaufer/lieferant|leistungserbringer|dienstleister|absender|"
            "angaben zum verkaufer|leistender unternehmer|"
            "vendeur|emetteur|emetteur de la facture|fournisseur|prestataire|emis par|"
            "emise par|facture par|facturee par|facture emise par|etabli par|expediteur|"
            "vendedor|emisor|emisor de la factura|proveedor|emitido por|emitida por|"
            "facturado por|datos del emisor|datos del vendedor|datos del proveedor|"
            "datos de la empresa|prestador|prestador del servicio|expedidor|remitente|"
            "cedente|cedente/prestatore|cedente / prestatore|cedente prestatore|prestatore|"
            "fornitore|emittente|mittente|venditore|emessa da|emesso da|dati fornitore|"
            "dati del fornitore|dati emittente|"
            "verkoper|leverancier|afzender|opdrachtnemer|dienstverlener|uitgever|"
            "gegevens leverancier|gefactureerd door|verkocht door|"
            "销售方|销方|卖方|供应商|销货单位|开票单位|收款单位|商户名称|商户|销售方信息|销货方|"
            "供方|供货方|供货单位|供应商名称|服务方|服务商|承包方|开票方|销售单位|收款方|乙方|"
            "賣方|銷售方|承运人|sprzedawca|prestador"
        ),
        3: (
            "from|de|von|da|van|account holder|account holder name|kontoinhaber|kontoinhaberin|"
            "inhaber|titulaire du compte|titulaire|payee|payee name|beneficiary|beneficiary name|"
            "account name|name of account|in favor of|in favour of|payable to|make payable to|"
            "make cheques payable to|intestatario conto|intestatario c/c|intestatario|"
            "conto intestato a|c/c intestato a|intestato a|zahlungsempfanger|"
            "begunstigter|beneficiaire|beneficiaire du compte|titular|titular de la cuenta|"
            "titular cuenta|beneficiario|t.n.v.|ten name van|tnv|rekeninghouder|begunstigde|"
            "pay to|remit to|户名|账户名称|开户名称|开户名|账户名|收款户名"
        ),
    },
    "either": {3: "empfanger|ontvanger|recipient|receiver|收款人名称"},
    "buyer": {
        6: (
            "bill to|billed to|invoice to|invoiced to|invoice for|sold to|charge to|customer|"
            "buyer|client|purchaser|payer|bill to address|billing address|invoice address|to|"
            "guest|guest name|customer name|client name|buyer name|issued to|customer address|"
            "customer details|client details|buyer details|billing details|billing information|"
            "invoice recipient|prepared for|subscriber|tenant|patient|messrs|messrs.|"
            "kaufer|kaufer/leistungsempfanger|rechnungsempfanger|kunde|kundin|rechnung an|"
            "rechnung fur|rechnungsadresse|leistungsempfanger|rechnungsanschrift|auftraggeber|"
            "auftraggeberin|besteller|kundenadresse|kundendaten|kundenanschrift|mieter|"
            "adresse de facturation|facture a|facturee a|facture pour|facturer a|"
            "adresse a|adressee a|acheteur|destinataire|client facture|nom de l'abonne|abonne|"
            "coordonnees du client|vos coordonnees|preneur|a l'attention de|donneur d'ordre|"
            "cliente|facturar a|facturado a|comprador|receptor|datos del cliente|"
            "datos de facturacion|datos del comprador|datos del receptor|direccion de facturacion|"
            "destinatario|adquirente|pagador|a la atencion de|"
            "cessionario|cessionario/committente|cessionario / committente|committente|"
            "spett.le|spett. le|spettabile|spett.|fatturare a|intestata a|intestatario fattura|"
            "fattura intestata a|acquirente|dati cliente|dati del cliente|destinatario fattura|"
            "cliente/destinatario|egr. sig.|gent.le|compratore|"
            "klant|factuuradres|factuur aan|gefactureerd aan|koper|aan|opdrachtgever|afnemer|"
            "debiteur|klantgegevens|factuurgegevens|factuur voor|klantnaam|"
            "购买方|购方|买方|購買方|買方|购货单位|付款单位|付款方|客户|抬头|发票抬头|购买方信息|"
            "客户名称|客户信息|客户单位|购货方|甲方|需方|采购方|采购单位|受票方|付款人|托运人|"
            "お客様|nabywca|tomador"
        ),
        4: (
            "ship to|shipped to|deliver to|delivered to|delivery address|shipping address|"
            "deliver address|attn|attn.|attention|lieferadresse|lieferanschrift|"
            "abweichender warenempfanger|abweichender zahlungsempfanger|warenempfanger|"
            "steuerbevollmachtigter des verkaufers|z. hd.|z.hd.|zu handen|ansprechpartner|"
            "adresse de livraison|livrer a|livre a|contact commercial|lieu de livraison|"
            "direccion de entrega|direccion de envio|enviar a|entregar a|luogo di consegna|"
            "indirizzo di consegna|destinazione|destinazione merce|spedire a|"
            "afleveradres|bezorgadres|verzendadres|leveradres|t.a.v.|tav|ter attentie van|"
            "收货人|收货单位|收货地址|收件人"
        ),
    },
}
