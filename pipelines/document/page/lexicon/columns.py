"""The heads of the columns of a table of goods, and what ends or carries a table on."""

from pipelines.document.page.lexicon.roles import Roles

# `description` 3 names a thing, and heads its number where another column describes it. `gross` is
# an amount with its tax in it, `base` what a price is for.
COLUMNS: Roles = {
    "description": {
        6: (
            "description|item description|product description|description of goods|descriptions|"
            "description of services|description of goods and services|goods and services|"
            "product name|service description|particulars|details|item name|work performed|"
            "benamning|beskrivning|"
            "beskrivelse|betegnelse|ydelse|"
            "product / service|product/service|item & description|item and description|"
            "description of work|bezeichnung|artikelbezeichnung|beschreibung|"
            "artikelbeschreibung|leistungsbeschreibung|warenbezeichnung|benennung|"
            "produktbezeichnung|artikel / bezeichnung|artikel/bezeichnung|leistung|leistungen|"
            "artikelname|designation|libelle|descriptif|prestation|prestations|intitule|"
            "designation des produits|nature des prestations|nature de la prestation|"
            "descripcion|concepto|detalle|descrizione|denominazione|prestazione|"
            "descrizione articolo|descrizione prodotto|descrizione dei beni|beni e servizi|"
            "natura e qualita|omschrijving|artikelomschrijving|beschrijving|werkzaamheden|"
            "productomschrijving|项目名称|货物或应税劳务、服务名称|货物或应税劳务名称|货物名称|"
            "货物或应税劳务服务名称|商品名称|品名|服务名称|商品描述|菜品名称|菜名|服务内容|费用项目|"
            "项目内容|产品名称|名称及规格|品名规格|貨物名稱|項目名稱|descricao|designacao|nazwa|"
            "nazwa towaru|nazwa towaru lub uslugi|nazwa towaru/uslugi|品目|商品名|明細"
        ),
        3: (
            "artiklar|vara|varor|tjanst|vare|item|items|product|products|article|articles|goods|service|services|material|title|"
            "activity|task|project|artikel|produkt|ware|text|gegenstand|tatigkeit|produit|"
            "produits|articulo|producto|servicio|articolo|prodotto|servizio|causale|oggetto|"
            "dienst|商品|项目|摘要|内容|名称|菜品|服务|费用名称|artigo|produto|servico|towar"
        ),
    },
    "quantity": {
        6: (
            "qty|qty.|quantity|quantities|quant|quant.|q'ty|qnty|oty|0ty|qtv|hours|hrs|"
            "qty / unit|qty/unit|quantity shipped|qty shipped|menge|mge|mge.|anzahl|anz.|stuck|"
            "stuckzahl|stk|stk.|stunden|std|std.|quantite|qte|qte.|nombre|nbre|nb|nb.|cantidad|"
            "cant|cant.|cdad|cdad.|uds|uds.|unidades|ctd|ctd.|horas|quantita|q.ta|qta|q.ta'|qta'|"
            "q.|pezzi|ore|aantal|hoeveelheid|aant.|uren|数量|件数|份数|數量|quantidade|qtd|qtd.|"
            "ilosc|antal|antall|anz|ant.|horas trab.|menge/einheit|"
            "menge einheit|billed qty|units|no. of units|pcs|heures"
        ),
    },
    "unit": {
        6: (
            "unit|uom|u/m|u.m.|um|unit of measure|measure|einheit|einh.|einh|me|unite|unites|"
            "unidad|ud|ud.|unita|un. mis.|unita di misura|eenheid|eenh.|eenh|单位|计量单位|單位|"
            "j.m.|jm|enhet|enhed|单 位|unidade|un|un."
        ),
    },
    "price": {
        6: (
            "unit price|unit prices|price each|unit cost|unit rate|price per unit|price/unit|"
            "unit price net|net unit price|unit price excl. vat|price per item|hourly rate|"
            "rate per hour|rate/hr|u.price|u/price|u. price|einzelpreis|e-preis|ep|e.preis|"
            "einzel|einzelpr.|stuckpreis|preis/einheit|preis pro einheit|preis je einheit|"
            "einzelpreis netto|vk-preis|vk-preis ohne mwst.|listenpreis|nettopreis|einzelbetrag|"
            "preis/stk|preis/stk.|preis pro stuck|stundensatz|e-preis netto|ep netto|"
            "einzelpreis eur|prix unitaire|prix unitaire ht|prix unitaire net|pu|pu ht|p.u.|"
            "p.u. ht|p.u ht|p.u|prix u.|prix unit.|prix unit|tarif|prix unitaire/mois|"
            "prix unitaire h.t.|taux horaire|precio unitario|precio ud.|precio ud|"
            "precio unidad|p. unitario|p.unit|p. unit.|p.unit.|precio/ud|precio unit.|"
            "precio unit|precio/unidad|precio hora|prezzo unitario|prezzo unit.|pr. unit.|"
            "prezzo un.|importo unitario|prezzo cad.|prezzo cadauno|costo unitario|stuksprijs|"
            "prijs per stuk|eenheidsprijs|prijs per eenheid|per stuk|prijs/eenheid|uurtarief|"
            "st.prijs|单价|单价(元)|含税单价|不含税单价|单价(不含税)|單價|售价|preco unitario|"
            "cena jednostkowa|cena jedn.|cena netto|cena|"
            "a-pris|a pris|styckpris|pris/st|pris per st|enhedspris|stk. pris|stykpris|単価"
        ),
        3: (
            "price|rate|each|cost|net price|preis|prix|precio|prezzo|prijs|tarief|单价 元|"
            "价格|preco|pris|fee|valor unitario|valor unit."
        ),
    },
    "amount": {
        6: (
            "amount|line total|total price|net amount|ext. price|ext price|extended price|"
            "extension|line amount|extended amount|ext. amount|total excl. vat|total excl vat|"
            "amount excl. vat|amount (excl. vat)|net total|total net|total amount|net value|"
            "line net|amount net|amount due|amount before tax|taxable value|gesamt|gesamtpreis|"
            "betrag|gesamtbetrag|nettobetrag|zeilenbetrag|zeilenbetrag ohne mwst.|"
            "positionsbetrag|gesamt netto|netto gesamt|gesamtpreis netto|betrag netto|gp|g-preis|"
            "g.-preis|gesamt eur|gesamtpreis eur|betrag eur|positionssumme|montant|montant ht|"
            "montant h.t.|total ht|total h.t.|prix total|prix total ht|total ligne|"
            "montant net|montant net ht|montant eur ht|importe|importe total|importe neto|"
            "total sin iva|importe sin iva|precio total|total linea|importo|imponibile|"
            "prezzo totale|importo netto|totale netto|totale riga|bedrag|totaalprijs|"
            "regeltotaal|totaal excl. btw|totaal excl btw|bedrag excl. btw|bedrag excl btw|"
            "totaalbedrag|金额|总价|小计|不含税金额|金额(元)|小计金额|合计金额|金額|wartosc netto|"
            "wartosc|montante|belopp|belob|radsumma|summa exkl. moms|belop|valor liquido"
        ),
        3: (
            "total|sum|subtotal|value|summe|netto|net|wert|totale|totaal|sous-total|totales|"
            "合计|valor|summa|totalt|i alt|valore|total eur|total usd|total gbp|ht"
        ),
    },
    "gross": {
        6: (
            "gross|gross amount|gross total|total incl. vat|total incl vat|amount incl. vat|"
            "total inc. vat|total inc vat|brutto|bruttobetrag|gesamt brutto|betrag brutto|"
            "gesamtpreis brutto|total ttc|montant ttc|prix ttc|ttc|montant eur ttc|"
            "importe con iva|total con iva|totale ivato|importo ivato|totale con iva|"
            "totale iva incl.|totaal incl. btw|totaal incl btw|prijs incl. btw|prijs incl btw|"
            "bedrag incl. btw|价税合计|含税金额|含税总价|wartosc brutto|税込金額"
        ),
    },
    "tax": {
        6: (
            "vat|vat %|vat%|vat rate|vat amount|vat (%)|tax|tax %|tax(%)|tax (%)|tax rate|taxes|"
            "tax amount|tax code|gst|gst %|gst amount|cgst|sgst|igst|sst|hst|sales tax|% vat|"
            "mwst|mwst.|mwst %|mwst. %|mwst-satz|mwst.-satz|mwst in %|ust|ust %|ust.|ust-satz|"
            "ust. %|steuersatz|steuer|steuer %|steuerbetrag|mwst-betrag|mwst betrag|tva|% tva|"
            "taux tva|tva %|tx tva|tx. tva|taux de tva|taux|montant tva|t.v.a.|iva|% iva|iva %|"
            "tipo iva|tipo|cuota|importe iva|cuota iva|aliquota|aliquota iva|aliq.|aliq. iva|"
            "al. iva|cod. iva|iva(%)|importo iva|imposta|btw|btw %|btw%|% btw|btw-tarief|"
            "btw tarief|btw bedrag|btw-bedrag|税率|税率/征收率|征收率|税额|稅率|稅額|stawka vat|"
            "kwota vat|税率(%)|moms|moms %|momssats|moms%|tva (%)|iva (%)|btw (%)|mwst (%)|ust (%)"
        ),
    },
    "discount": {
        6: (
            "discount|disc|disc.|disc %|disc.%|disc. %|discount %|discounts|rabatt|rabatt %|"
            "rabatt %%|rab.|rab. %|nachlass|remise|rem.|rem. %|rem %|remise %|descuento|dto|"
            "dto.|dto %|dto. %|% dto|% dto.|dcto|dcto.|desc.|desc. %|sconto|sconto %|sconti|"
            "sc.|sc. %|sc %|korting|korting %|kort|kort.|kort. %|"
            "kort %|折扣|折扣率|优惠|优惠金额|discount (%)|rabatt (%)|"
            "sconto (%)|remise (%)|korting (%)|dto. (%)|rabatt in %|desconto|rabat|desc|"
            "rabatt%|rab|rabais"
        ),
    },
    "position": {
        6: (
            "pos|pos.|pos.-nr.|pos-nr|pos nr|position|#|line|lfd. nr.|lfd nr|lfd.nr.|sl no|"
            "sl no.|sl. no.|s.no|s.no.|s. no.|sr no|sr no.|sr. no.|ln|line no|line no.|riga|"
            "ligne|regel|序号|行号|序|rang|lp.|lp|linea"
        ),
        3: "no|no.|nr|nr.|n°|nº|num.|n.|nº.|num",
    },
    "article": {
        6: (
            "article no|article no.|article number|item no|item no.|item number|item code|"
            "item #|item id|code|sku|product code|product no|product no.|product id|part no|"
            "part no.|part number|part #|ref|ref.|reference|artikelnummer|artikel-nr|"
            "artikel-nr.|artikelnr|artikelnr.|artikel nr.|artikel nr|art.-nr.|art.nr.|art. nr.|"
            "art-nr|art-nr.|art.-nr|art.nr|art. no.|art no|bestellnr|bestell-nr.|best.-nr.|"
            "materialnr.|material-nr.|ean|gtin|isbn|code article|ref. article|ref article|"
            "codigo|cod.|cod|referencia|codice|codice articolo|cod. art.|cod.art.|"
            "artikelcode|art|art.|artnr|art.nummer|artnr.|productcode|规格型号|规格|型号|编码|商品编码|货号|编号|条码|model|hsn|"
            "hsn/sac|hsn code|sac|hsn/ sac|spec|spec.|specification|规格/型号|規格型號|stock code|"
            "catalog no.|barcode|serial no.|serial number|sachnummer|teilenummer|teile-nr."
        ),
    },
    "date": {
        6: (
            "date|datum|data|fecha|date of service|service date|period|periode|zeitraum|"
            "leistungsdatum|leistungszeitraum|日期|时间|lieferdatum|week|month|monat|mois|mes|"
            "day|tag"
        ),
    },
    "base": {
        6: "per|pe|p.e.|price unit|preiseinheit|pr.-einh.|pro|je|price per|unit qty|prijs per|par",
    },
}

# Sums that only carry a table from one page to the next, or close a section of it.
CARRIED: Roles = {
    "carried": {
        6: (
            "carried forward|brought forward|carry over|carried over|balance forward|"
            "amount carried forward|amount brought forward|total carried forward|c/f|b/f|"
            "payer|zwischentotal|zwischentotal netto|商品总额|商品合计|"
            "page total|page subtotal|running total|ubertrag|zwischensumme|"
            "seitensumme|seitensubtotal|ubertrag von seite|summe seite|vortrag|a reporter|"
            "report|sous-total page|total page|report page precedente|suma y sigue|"
            "suma anterior|suma pagina|a riportare|riporto|totale pagina|transporteren|"
            "transporteren naar|te transporteren|overgebracht|totaal pagina|本页小计|本页合计|"
            "承前页|过次页|转下页|接上页|续前页|上页合计|小计|小計"
        ),
    },
}
