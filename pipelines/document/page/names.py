"""What names of companies look like, and what is certainly none."""

import re

LEGAL_FORM = re.compile(
    r"(?<![a-z])(?:gmbh|mbh|mbb|ag|kg|kgaa|ohg|ug|gbr|e\.\s?[kuv]\.?|eg|se|ltd|limited|"
    r"inc|incorporated|l\.?l\.?c|l\.?l\.?p|plc|corp|corporation|co|company|pvt|pte|pty|"
    r"s\.?a\.?r\.?l|s\.?a\.?s\.?u?|s\.?a|eurl|eirl|selarl|sci|snc|scop|asbl|vzw|"
    r"sprl|bvba|cvba|sagl|"
    r"s\.?l\.?[ul]?|s\. ?coop|soc\. ?coop|c\.b|s\.?c|sociedad limitada|s\.?r\.?l\.?s?|s\.?p\.?a|"
    r"s\.?n\.?c|b\.?v|n\.?v|v\.?o\.?f|u\.a|lda|ltda|limitada|unipessoal|sdn\.?\s?bhd|bhd|oy|oyj|ab|"
    r"aps|a/s|s\. ?r\. ?o|d\. ?o\. ?o|kft|zrt|sp\. ?z ?o\. ?o|sp\. ?[jk])(?![a-z])|"
    r"(?<=[a-z0-9.] )(?:as|asa|hb|kb|ky|tmi|bt|i/s)$|"
    r"(?:有限责任公司|股份有限公司|有限公司|集团|事务所|商行|专营店|经营部|中心|工作室)$|"
    r"株式会社|有限会社|合同会社|주식회사"
)
TRADE = re.compile(
    r"(?<![a-z])(?:enterprise|trading|restaurant|restoran|restaurante|ristorante|trattoria|cafe|"
    r"hardware|store|stores|shop|market|markt|supermarket|supermarkt|backerei|apotheke|drogerie|"
    r"hotel|stationery|perniagaan|kedai|pasar|niaga|boulangerie|pharmacie|farmacia|panaderia|"
    r"bakkerij|slagerij|winkel|bar|libreria|services|group|holdings|industries|mart)(?![a-z])|"
    r"[店铺馆坊楼厂社堂阁轩室行院部]$|超市$|药房$"
)
ADDRESS = re.compile(
    r"(?<!\d)\d{4,6}(?!\d)|stra(?:s|ss)e|str\.|\bstreet|\broad\b|avenue|\bave\b|\blane\b|platz|"
    r"\bweg\b|\brue\b|\bvia\b|calle|plaza|boulevard|jalan|\bjln\b|\blot\b|taman|lorong|straat|"
    r"laan|\bno\.?\s?\d|路\d|街\d|号|"
    r"[\u4e00-\u9fff](?:[市区县镇栋室弄巷])$|省.{1,6}市"
)
# A line of an address that ends in the number of a house; a line that greets, boasts or promises.
HOUSE = re.compile(r"[a-z.] \d{1,2} ?[a-z]?$")
PROSE = re.compile(
    r"(?<![a-z])(?:since|seit|depuis|desde|dal|sinds|your|ihre?|votre|vos|sus?|vostr[aoi]|uw|jouw|"
    r"you|wir|we|our|unsere?[rn]?|nous|notre|nuestr[ao]s?|nostr[aio]|ons|onze|"
    r"immer|always|toujours|"
    r"siempre|sempre|altijd|everything|alles|tout|todo|tutto|with|mit|avec|aus|met een|"
    r"qualit(?:y|at|e|a|eit)|calidad|kwaliteit|kvalitet)(?![a-z])|诚信|品质|服务每|至上"
)
CONTACT = re.compile(r"@|www\.|https?:|\btel|\bfax|\bfon\b|phone|电话|\biban|\bbic\b")
TAX_NUMBER = re.compile(
    r"ust-?\.?-? ?id|umsatzsteuer|\bvat\b|\btva\b|siret|siren\b|\bbtw|kvk|"
    r"p(?:artita|\.)? ?iva|\bgst|steuer-?n|reg\. no|\bn\.?i\.?f\b|\bc\.?i\.?f\b|"
    r"\babn\b|\bein\b|\buid\b|\bche-|"
    r"org\.? ?-?nr|cvr|税号|识别号|信用代码|登録番号|統一編號"
)
NOTICE = re.compile(
    r"au capital|capital social|\brcs\b|\bhrb\b|\bhra\b|registergericht|geschaftsfuhrer|"
    r"vorstand|registered (?:office|in)|siege social|sede legale|domicilio social"
)
# No name has these.
NO_NAME = re.compile(
    r"国家税务总局|税务局|名称|方信息$|方信息[:：]|请求书|請求書|領収書|御中|[^\s]様$|stylesheet|"
    r"powered|verwendungszweck|bankverbindung|\biban\b|geschaftsfuhrer|handelsreg|www\.|@|http|"
    r"company no|\bco\.? ?no\b|company reg|taxinvoice|欢迎|谢谢"
)
# Few names have these, and only beside a legal form ("Copy Shop Nord GmbH").
SELDOM_NAME = re.compile(
    r"invoice|receipt|rechnung|quittung|kassenbon|facture|avoir|recu|ticket|factura|fattura|"
    r"ricevuta|scontrino|factuur|bonnetje|fatura|faktura|发票|收据|小票|bill\b|statement|\bpage\b|"
    r"seite|welcome|thank|danke|vielen dank|\bdank fur|merci|gracias|grazie|"
    r"bedankt|customer|copy|kopie|original|"
    r"duplicate|\bdate\b|\bdatum\b|\btotal\b|\bamount|\bcash\b|\bgst\b|\bvat\b|\btax\b|\bust\b|"
    r"\breg\b|\broc\b|\bitem\b|artikel|\bqty\b|produkt|"
    r"regards|sincerely|grusse[n]?|vertrauen|cordialement|salutations|confiance|atentamente|"
    r"saludos|confianza|cordiali saluti|distinti saluti|fiducia|groet|vertrouwen|惠顾|beschreibung|"
    r"omschrijving|bezeichnung|designation|bank\b|zahlbar|uberweisen|payment|description|steuer|方信息"
)
# What follows a name on its line: an address after a sign, a capital, a registration number.
TAIL = re.compile(
    r"\s+(?:au capital|with capital|rcs\b).*$|\s*(?:[·•●|]|,\s).*$|\s+[-–—.]\s.*$|\s{3,}.*$|"
    r"\s*[（(][^)）]*\d{4}.*$|\s*[（(]\s*co\.?\s*(?:no|reg).*$|\s*[,(（]\s*$|[,\s]+$"
)
DOMAIN = re.compile(r"(?:@|www\.|//)([a-z0-9.-]{1,80})\.[a-z]{2,4}(?![a-z])")


def letters(text: str) -> str:
    """Leave the letters and digits of a name, without case."""
    return "".join(one for one in text.casefold() if one.isalnum())


def matches_domain(name: str, domain: str) -> bool:
    """Tell whether a name, letters only, is the one in a web or mail address."""
    plain = letters(domain)
    return len(name) >= 4 and len(plain) >= 4 and (name[:12] in plain or plain[:12] in name)
