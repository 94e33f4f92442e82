"""Codes as their standards have them, with invented sellers, numbers and accounts."""

import base64
import json

IBAN = "DE02120300000000202051"
SWISS_IBAN = "CH5604835012345678009"
QR_IBAN = "CH4431999123000889012"

CHINA_DIGITAL = "01,32,,26312000000123456789,2202.81,20260524,,E646"
CHINA_OLD = "01,10,031002000111,26327835,17179.30,20201208,75313204920153061337,1F3D,"
EPC = "\n".join([
    "BCD", "002", "1", "SCT", "BYLADEM1001", "Mühle am Bach GmbH", IBAN, "EUR119.00", "", "",
    "Rechnung R-4711", "",
])  # fmt: skip
SWISS = "\r\n".join([
    "SPC", "0200", "1", QR_IBAN, "S", "Muster Holzbau AG", "Seeweg", "7", "6000", "Luzern", "CH",
    *[""] * 7, "1949.75", "CHF", "S", "Vera Beispiel", "Gasse", "1", "8000", "Zürich", "CH",
    "QRR", "210000000003139471430009017", "Auftrag vom 15.03.2026", "EPD",
    "//S1/10/R-2026\\/17/11/260320/30/106017086/32/8.1",
])  # fmt: skip
PORTUGAL = (
    "A:123456789*B:999999990*C:PT*D:FT*E:N*F:20260812*G:FT A/12*H:CDF7T5HD-12*I1:PT*I7:100.00*"
    "I8:23.00*N:23.00*O:123.00*Q:kLp0*R:9999"
)
VERIFACTU = (
    "https://www2.agenciatributaria.gob.es/wlpl/TIKE-CONT/ValidarQR?nif=B00000000"
    "&numserie=A%2F26-12&fecha=05-03-2026&importe=241.4"
)
TICKET_BAI = (
    "https://batuz.eus/QRTBAI/?id=TBAI-B00000000-050326-btFpwP8dcLGAF-237&s=A&nf=27174&i=4.70"
    "&cr=007"
)


def tagged(*values: str) -> str:
    """Write values as the Saudi tax authority wants them, tags from 1."""
    content = b""
    for tag, value in enumerate(values, 1):
        content += bytes([tag, len(value.encode())]) + value.encode()
    return base64.b64encode(content).decode()


def signed(**values: object) -> str:
    """Write values as the Indian registry does; nobody checks the signature."""
    content = json.dumps({"data": json.dumps(values), "iss": "NIC"}).encode()
    parts = (b'{"alg":"RS256"}', content, b"signature")
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts)


SAUDI = tagged("شركة المثال", "300000000000003", "2026-05-13T15:30:00Z", "115.00", "15.00")
INDIA = signed(
    SellerGstin="29AAAAA0000A1Z5", BuyerGstin="27BBBBB0000B1Z4", DocNo="INV/26/7", DocTyp="INV",
    DocDt="21/09/2026", TotInvVal=1180.5, ItemCnt=1, MainHsnCode="8471", Irn="f" * 64,
)  # fmt: skip
