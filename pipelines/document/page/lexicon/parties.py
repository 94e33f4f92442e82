"""The words that documents print beside the names of who sells and who buys."""

from pipelines.document.page.lexicon.roles import Roles

PARTIES: Roles = {
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
