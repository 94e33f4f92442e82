"""E-invoices small enough to be read beside the test that reads them."""

_UBL = "urn:oasis:names:specification:ubl:schema:xsd"

UBL_BODY = """
  <cbc:ID>R-7</cbc:ID>
  <cbc:IssueDate>2026-03-04</cbc:IssueDate>
  <cbc:DueDate>2026-04-03+01:00</cbc:DueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
  <cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty><cac:Party>
    <cac:PartyName><cbc:Name>Mill &amp; Sons</cbc:Name></cac:PartyName>
    <cac:PartyTaxScheme><cbc:CompanyID>22/815</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>FC</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyTaxScheme><cbc:CompanyID>DE136695976</cbc:CompanyID>
      <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
    <cac:PartyLegalEntity>
      <cbc:RegistrationName>Mühle <!-- a note --> GmbH</cbc:RegistrationName>
    </cac:PartyLegalEntity>
  </cac:Party></cac:AccountingSupplierParty>
  <cac:AccountingCustomerParty><cac:Party>
    <cac:PartyName><cbc:Name>Bakery</cbc:Name></cac:PartyName>
  </cac:Party></cac:AccountingCustomerParty>
  <cac:PaymentMeans><cac:PayeeFinancialAccount>
    <cbc:ID>DE89370400440532013000</cbc:ID>
  </cac:PayeeFinancialAccount></cac:PaymentMeans>
  <cac:TaxTotal><cbc:TaxAmount currencyID="GBP">16.40</cbc:TaxAmount></cac:TaxTotal>
  <cac:TaxTotal><cbc:TaxAmount currencyID="EUR">19.00</cbc:TaxAmount></cac:TaxTotal>
  <cac:LegalMonetaryTotal>
    <cbc:TaxExclusiveAmount currencyID="EUR">100.00</cbc:TaxExclusiveAmount>
    <cbc:TaxInclusiveAmount currencyID="EUR">119.0</cbc:TaxInclusiveAmount>
    <cbc:AllowanceTotalAmount currencyID="EUR">5.00</cbc:AllowanceTotalAmount>
  </cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:InvoicedQuantity>2</cbc:InvoicedQuantity>
    <cbc:LineExtensionAmount>70.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Flour</cbc:Name></cac:Item>
    <cac:Price><cbc:PriceAmount>35.0000</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
  <cac:InvoiceLine><cbc:LineExtensionAmount>35.00</cbc:LineExtensionAmount>
    <cac:Item><cbc:Name>Rye</cbc:Name></cac:Item></cac:InvoiceLine>
"""


def ubl(body: str = UBL_BODY, root: str = "Invoice") -> bytes:
    """Give a UBL document of this body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_UBL}:{root}-2" '
        f'xmlns:cac="{_UBL}:CommonAggregateComponents-2" '
        f'xmlns:cbc="{_UBL}:CommonBasicComponents-2">{body}</{root}>'
    ).encode()


def many_lines(count: int) -> bytes:
    """Give a UBL document of so many lines of goods and nothing else."""
    line = (
        "<cac:InvoiceLine><cbc:ID>{0}</cbc:ID><cbc:InvoicedQuantity>1</cbc:InvoicedQuantity>"
        "<cbc:LineExtensionAmount>10.00</cbc:LineExtensionAmount><cac:Item><cbc:Name>Item {0}"
        "</cbc:Name></cac:Item><cac:Price><cbc:PriceAmount>10.00</cbc:PriceAmount></cac:Price>"
        "</cac:InvoiceLine>"
    )
    return ubl("".join(map(line.format, range(count))))


CII_BODY = """
  <r:ExchangedDocument>
    <a:ID>CII-1</a:ID><a:TypeCode>380</a:TypeCode>
    <a:IssueDateTime><u:DateTimeString format="102">20260304</u:DateTimeString></a:IssueDateTime>
  </r:ExchangedDocument>
  <r:SupplyChainTradeTransaction>
    <a:IncludedSupplyChainTradeLineItem>
      <a:AssociatedDocumentLineDocument>
        <a:LineStatusReasonCode>GROUP</a:LineStatusReasonCode>
      </a:AssociatedDocumentLineDocument>
      <a:SpecifiedTradeProduct><a:Name>Everything</a:Name></a:SpecifiedTradeProduct>
    </a:IncludedSupplyChainTradeLineItem>
    <a:IncludedSupplyChainTradeLineItem>
      <a:AssociatedDocumentLineDocument/>
    </a:IncludedSupplyChainTradeLineItem>
    <a:IncludedSupplyChainTradeLineItem>
      <a:SpecifiedTradeProduct><a:Name>Wheel</a:Name></a:SpecifiedTradeProduct>
      <a:SpecifiedLineTradeAgreement><a:NetPriceProductTradePrice>
        <a:ChargeAmount>12.5000</a:ChargeAmount></a:NetPriceProductTradePrice>
      </a:SpecifiedLineTradeAgreement>
      <a:SpecifiedLineTradeDelivery><a:BilledQuantity>4</a:BilledQuantity>
      </a:SpecifiedLineTradeDelivery>
      <a:SpecifiedLineTradeSettlement><a:SpecifiedTradeSettlementLineMonetarySummation>
        <a:LineTotalAmount>50.00</a:LineTotalAmount>
      </a:SpecifiedTradeSettlementLineMonetarySummation></a:SpecifiedLineTradeSettlement>
    </a:IncludedSupplyChainTradeLineItem>
    <a:ApplicableHeaderTradeAgreement>
      <a:SellerTradeParty><a:Name>Rad AG</a:Name>
        <a:SpecifiedTaxRegistration><a:ID schemeID="FC">1/2/3</a:ID></a:SpecifiedTaxRegistration>
        <a:SpecifiedTaxRegistration><a:ID schemeID="VA">DE1</a:ID></a:SpecifiedTaxRegistration>
      </a:SellerTradeParty>
      <a:BuyerTradeParty><a:Name>Velo SA</a:Name></a:BuyerTradeParty>
    </a:ApplicableHeaderTradeAgreement>
    <a:ApplicableHeaderTradeSettlement>
      <a:InvoiceCurrencyCode>CHF</a:InvoiceCurrencyCode>
      <a:SpecifiedTradeSettlementPaymentMeans><a:PayeePartyCreditorFinancialAccount>
        <a:IBANID>CH9300762011623852957</a:IBANID>
      </a:PayeePartyCreditorFinancialAccount></a:SpecifiedTradeSettlementPaymentMeans>
      <a:SpecifiedTradePaymentTerms><a:DueDateDateTime>
        <u:DateTimeString format="102">20260230</u:DateTimeString>
      </a:DueDateDateTime></a:SpecifiedTradePaymentTerms>
      <a:SpecifiedTradeSettlementHeaderMonetarySummation>
        <a:TaxBasisTotalAmount>50.00</a:TaxBasisTotalAmount>
        <a:TaxTotalAmount currencyID="EUR">4.20</a:TaxTotalAmount>
        <a:TaxTotalAmount currencyID="CHF">3.85</a:TaxTotalAmount>
        <a:GrandTotalAmount>53.85</a:GrandTotalAmount>
      </a:SpecifiedTradeSettlementHeaderMonetarySummation>
    </a:ApplicableHeaderTradeSettlement>
  </r:SupplyChainTradeTransaction>
"""


def cii(body: str = CII_BODY) -> bytes:
    """Give a cross-industry invoice of this body."""
    standard = "urn:un:unece:uncefact:data:standard"
    return (
        f'<r:CrossIndustryInvoice xmlns:r="{standard}:CrossIndustryInvoice:100" '
        f'xmlns:a="{standard}:ReusableAggregateBusinessInformationEntity:100" '
        f'xmlns:u="{standard}:UnqualifiedDataType:100">{body}</r:CrossIndustryInvoice>'
    ).encode()
