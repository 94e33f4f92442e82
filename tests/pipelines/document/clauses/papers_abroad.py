"""Whole contracts, shortened, of Europe and Asia, and with terms of renewal."""

from tests.pipelines.document.clauses.papers import Paper

PAPERS_ABROAD = (
    Paper(
        """
        Consulting and Confidentiality Agreement
        Between: Ostrava Metals AG, Bahnhofstrasse 1, 8001 Zurich, Switzerland ("Ostrava")
        And: Dr. Lukas Brandt, Bern, Switzerland ("Consultant")
        1. Term: This agreement starts on 1 February 2020 and ends on 31 January 2022.
        2. This agreement is governed exclusively by the substantive laws of Switzerland.
        """,
        (
            "Ostrava Metals AG: Ostrava",
            "Lukas Brandt: Consultant",
        ),
        {
            "title": "Consulting and Confidentiality Agreement",
            "effective_date": "2020-02-01",
            "expiry_date": "2022-01-31",
            "governing_law": "Switzerland",
        },
    ),
    Paper(
        """
        技术服务合同
        合同编号：JS-2023-018
        甲方（委托方）：成都锦江数据科技有限公司
        统一社会信用代码：91510100MA0000000X
        乙方（受托方）：重庆山城软件有限公司
        签订地点：成都 签订日期：2023年5月18日
        第一条 服务期限：本合同自2023年6月1日起至2024年5月31日止。
        第二条 合同总价为人民币350,000.00元（大写：叁拾伍万元整）。
        第八条 任何一方提前60日书面通知对方，可以解除本合同。
        第九条 本合同适用中华人民共和国法律。
        第十条 本合同自双方签字盖章之日起生效。
        """,
        (
            "成都锦江数据科技有限公司: 甲方",
            "重庆山城软件有限公司: 乙方",
        ),
        {
            "title": "技术服务合同",
            "effective_date": "2023-05-18",
            "expiry_date": "2024-05-31",
            "amount": "350000.00",
            "currency": "CNY",
            "governing_law": "中华人民共和国",
            "termination": "第八条 任何一方提前60日书面通知对方，可以解除本合同。",
        },
    ),
    Paper(
        """
        股权保密协议
        本协议由以下双方于2022年9月9日签署：
        （1）天津渤海投资有限公司，一家依据中国法律设立的公司（“投资方”）；及
        （2）青岛海岳制造股份有限公司（“公司”）。
        本协议有效期为自签署之日起两年。
        本协议受中国法律管辖并按中国法律解释。
        """,
        (
            "天津渤海投资有限公司: 投资方",
            "青岛海岳制造股份有限公司: 公司",
        ),
        {
            "title": "股权保密协议",
            "effective_date": "2022-09-09",
            "term": "2 years",
            "governing_law": "中国",
        },
    ),
    Paper(
        """
        LEASE AGREEMENT
        Landlord: Beacon Hill Properties LLC
        Tenant: Sparrow Coffee Inc.
        Commencement Date: April 1, 2023
        Expiration Date: March 31, 2028
        Monthly Rent: $4,500.00
        The Term shall be five (5) years commencing on the Commencement Date. The lease
        shall renew automatically for successive one (1) year periods unless either party
        gives written notice at least ninety (90) days before the end of the then-current
        term.
        This Lease shall be governed by the laws of the Commonwealth of Massachusetts.
        """,
        (
            "Beacon Hill Properties LLC: Landlord",
            "Sparrow Coffee Inc.: Tenant",
        ),
        {
            "title": "LEASE AGREEMENT",
            "effective_date": "2023-04-01",
            "expiry_date": "2028-03-31",
            "term": "5 years",
            "auto_renewal": "True",
            "renewal_term": "1 year",
            "notice_period": "90 days",
            "amount": "4500.00",
            "governing_law": "Massachusetts",
        },
    ),
    Paper(
        """
        Mietvertrag
        zwischen
        Hausverwaltung Lindenhof GmbH, Lindenstraße 5, 50674 Köln - nachfolgend „Vermieter“
        -
        und
        Frau Petra Sommer, Ringweg 2, 50677 Köln - nachfolgend „Mieter“ -
        Das Mietverhältnis beginnt am 01.05.2024. Der Vertrag wird für die Dauer von zwei
        Jahren geschlossen.
        Die monatliche Miete beträgt 950,00 €.
        Es gilt deutsches Recht.
        """,
        (
            "Hausverwaltung Lindenhof GmbH: Vermieter",
            "Petra Sommer: Mieter",
        ),
        {
            "title": "Mietvertrag",
            "effective_date": "2024-05-01",
            "term": "2 years",
            "amount": "950.00",
            "currency": "EUR",
            "governing_law": "Deutschland",
        },
    ),
    Paper(
        """
        THIS NON-DISCLOSURE AGREEMENT is made on 5 April 2016
        BETWEEN:
        (1) CRESTLINE HOLDINGS PTE. LTD. (Company Registration No. 201012345A), a company
        incorporated in Singapore (the "Disclosing Party"); and
        (2) WANDERER TRAVEL SDN BHD, a company incorporated in Malaysia (the "Receiving
        Party").
        This Agreement shall be governed by the laws of the Republic of Singapore and the
        parties submit to the courts of Singapore.
        This Agreement shall commence on the date hereof and continue for two (2) years.
        """,
        (
            "CRESTLINE HOLDINGS PTE. LTD.: Disclosing Party",
            "WANDERER TRAVEL SDN BHD: Receiving Party",
        ),
        {
            "title": "NON-DISCLOSURE AGREEMENT",
            "effective_date": "2016-04-05",
            "term": "2 years",
            "governing_law": "Singapore",
        },
    ),
    Paper(
        """
        AMENDED AND RESTATED EMPLOYMENT AGREEMENT
        This Amended and Restated Employment Agreement (this "Agreement") is entered into on
        November 9, 2009 (the "Execution Date") and effective as of January 1, 2010 by and
        between Tidewater Marine Corporation (the "Company") and Mr. Alan J. Whitcomb, Jr.
        ("Executive"), and amends and restates the Employment Agreement between the parties
        dated as of May 1, 2006 (the "Prior Agreement").
        The initial term of this Agreement shall be for a period of three (3) years
        commencing on the Effective Date and shall automatically be extended for additional
        one-year periods unless either party gives the other at least 60 days' prior written
        notice that it does not wish to extend.
        This Agreement shall be governed by Virginia law.
        """,
        (
            "Tidewater Marine Corporation: Company",
            "Alan J. Whitcomb, Jr.: Executive",
        ),
        {
            "title": "AMENDED AND RESTATED EMPLOYMENT AGREEMENT",
            "effective_date": "2010-01-01",
            "term": "3 years",
            "auto_renewal": "True",
            "renewal_term": "1 year",
            "notice_period": "60 days",
            "governing_law": "Virginia",
        },
    ),
    Paper(
        """
        NON-DISCLOSURE AGREEMENT
        This Agreement, effective as of the date of the last signature below, is between Harbor
        Point Capital, Inc. ("HPC") and the party identified below.
        This Agreement shall be governed by the laws of the State of Florida.
        Harbor Point Capital, Inc.|RECIPIENT: Solent Yachts, LLC
        By: /s/ Jo Hart|By: /s/ Ed Moss
        Name: Jo Hart|Name: Ed Moss
        Date: June 2, 2014|Date: June 5, 2014
        """,
        ("Harbor Point Capital, Inc.: HPC", "Solent Yachts, LLC: None"),
        {
            "title": "NON-DISCLOSURE AGREEMENT",
            "effective_date": "2014-06-05",
            "governing_law": "Florida",
        },
    ),
    Paper(
        """
        NONCOMPETITION AND DEVELOPMENTS AGREEMENT
        In consideration of my employment by Juniper Labs Corporation (the "Company"), I agree:
        1. During my employment and for one year thereafter I will not compete. This Agreement
        shall be governed by the laws of the Commonwealth of Massachusetts.
        IN WITNESS WHEREOF, the undersigned has executed this Agreement as a sealed instrument
        as of the 9th day of May, 2006.
        /s/ Tess Arden
        Tess Arden
        """,
        ("Juniper Labs Corporation: Company", "Tess Arden: None"),
        {
            "title": "NONCOMPETITION AND DEVELOPMENTS AGREEMENT",
            "effective_date": "2006-05-09",
            "governing_law": "Massachusetts",
        },
    ),
    Paper(
        """
        采购框架协议
        买方：宁波海曙电器有限公司
        卖方：温州瓯江五金有限公司
        签订日期：2021年12月30日
        一、协议期限：2022年1月1日至2024年12月31日。
        二、期满前三十日内任何一方未书面提出终止的，本协议自动顺延一年。
        三、本协议之订立、效力、解释、履行和争议解决均适用中华人民共和国法律。
        """,
        ("宁波海曙电器有限公司: 买方", "温州瓯江五金有限公司: 卖方"),
        {
            "title": "采购框架协议",
            "effective_date": "2021-12-30",
            "expiry_date": "2024-12-31",
            "auto_renewal": "True",
            "renewal_term": "1 year",
            "notice_period": "30 days",
            "governing_law": "中华人民共和国",
        },
    ),
)
