"""The seller among buyers, banks, slogans and headings."""

from dataclasses import replace

import pytest

from pipelines.document.fields.parties import read_parties
from pipelines.document.page.printed import Claim, Printed
from tests.pipelines.document.sheets import page, printed, stated


def read_vendor(page: Printed) -> Claim[str] | None:
    return read_parties(page).vendor


@pytest.mark.parametrize(
    ("rows", "vendor"),
    [
        (("From|Billed to", "Tarn Ltd|Osprey LLC", "147 Bridge St|133 Mill Lane"), "Tarn Ltd"),
        (("Billed to|From", "Osprey LLC|Tarn Ltd", "133 Mill Lane|147 Bridge St"), "Tarn Ltd"),
        (("Invoice", "Sold By : WS Retail Pvt. Ltd.,", "Bill to: Anushrut"), "WS Retail Pvt. Ltd."),
        (("Verkäufer", "Name:|Physiotherapeutin", "Ansprechpartner:|Tanja Tinder",
          "Käufer", "Name:|Liselotte Müller"), "Physiotherapeutin"),
        (("scanned by me", "INDAH GIFT & DECO", "27, JALAN DEDAP 13"), "INDAH GIFT & DECO"),
        (("LIAN CHI PU TIAN", "RESTAURANT SDN BHD", "(1095514-X)", "54, JALAN SS23"),
         "LIAN CHI PU TIAN RESTAURANT SDN BHD"),
        (("SUNJU REALITI SDN BHD (779763-K)", "TAX INVOICE"), "SUNJU REALITI SDN BHD"),
        (("名 称：天津海河制造有限公司", "纳税人识别号：91510107", "货物|金额", "布|10.00",
          "合计|10.00", "名 称：北京星澜网络有限公司"), "北京星澜网络有限公司"),
        (("Smith, Jones & Partners LLP", "1 Quay Rd", "INVOICE"), "Smith, Jones & Partners LLP"),
        (("Tanaka Trading Co., Ltd.", "1-2-3 Ginza, Tokyo", "INVOICE"), "Tanaka Trading Co., Ltd."),
        (("Weber GmbH, Hafenstr. 2, 20457 Hamburg", "Rechnung"), "Weber GmbH"),
        (("Weber & Co, Denver, CO", "INVOICE"), "Weber & Co"),
        (("Total Energies SE", "1 Quay Rd", "INVOICE"), "Total Energies SE"),
        (("Copy Shop Nord GmbH", "Rechnung"), "Copy Shop Nord GmbH"),
        (("Item Industrietechnik GmbH", "Rechnung"), "Item Industrietechnik GmbH"),
        (("东方信息技术有限公司", "发票"), "东方信息技术有限公司"),
        (("請求書", "株式会社山田商事 御中|東京電機株式会社", "合計|¥119,350"), "東京電機株式会社"),
        (("购买方 名称：合肥佳木有限公司|销售方 名称：合肥青禾有限公司", "发票"),
         "合肥青禾有限公司"),
        (("购买方 名称：合肥佳木有限公司|销售方信息 名称：合肥青禾有限公司", "发票"),
         "合肥青禾有限公司"),
        (("名称：合肥佳木有限公司名称：合肥青禾有限公司", "发票"), "合肥青禾有限公司"),
        (("宁波岚桥用品有限公司", "发票", "客户名称：合肥瑞舟物流有限公司"),
         "宁波岚桥用品有限公司"),
        (("ALEXINUX", "27 rue Henri Rolland", "69100 Villeurbanne", "Facture n° 2022089083",
          "Banque – Titulaire du compte : NETPRESSE", "NETPRESSE", "Siège social : 16 rue Mollien",
          "TVA F63530848134"), "NETPRESSE"),
    ],
)  # fmt: skip
def test_the_seller_is_told_from_everybody_else(rows: tuple[str, ...], vendor: str) -> None:
    assert stated(read_vendor(printed(*rows))).value == vendor


def test_a_buyer_alone_is_no_seller() -> None:
    assert read_vendor(printed("Bill to:", "Contorra Ltd", "1 High Street")) is None


def test_headings_and_labels_are_no_seller() -> None:
    assert read_vendor(printed("INVOICE", "Date|Total", "Description|Qty")) is None


def test_a_name_repeated_with_a_misread_letter_still_counts() -> None:
    page = printed(
        "Quillon Electrical Ltd", "Osprey Lane Stationery Ltd", "Thank you", "Total|10.00",
        "0sprey Lane Stationery Ltd|VAT Reg. No. GB273204775", source="ocr",
    )  # fmt: skip

    assert stated(read_vendor(page)).value == "Osprey Lane Stationery Ltd"


def test_a_seller_stands_on_the_first_or_the_last_page() -> None:
    first, between, last = (
        replace(page(text), number=at + 1)
        for at, text in enumerate(("INVOICE", "Seller: Osprey Ltd", "Tarn Ltd"))
    )

    assert read_vendor(Printed((first, between))) is not None
    assert stated(read_vendor(Printed((first, between, last)))).value == "Tarn Ltd"


def test_an_address_glued_to_the_name_is_cut() -> None:
    page = printed(
        "Morgenroth IT-Service GmbH·Gartenstraße 167·28195 Bremen",
        "Brückner Metallbau GmbH & Co. KG", "Schulgasse 149", "24103 Kiel", "Rechnung",
        source="ocr",
    )  # fmt: skip

    assert stated(read_vendor(page)).value == "Morgenroth IT-Service GmbH"


def test_an_empty_page_has_no_seller() -> None:
    assert read_vendor(printed()) is None
