"""Openings of contracts as people write them, and the parties they name."""

from typing import NamedTuple


class Opening(NamedTuple):
    """The rows of an opening, and of each party its name and role."""

    rows: tuple[str, ...]
    parties: tuple[tuple[str, str | None], ...]


OPENINGS = (
    Opening(
        (
            "MUTUAL NON-DISCLOSURE AGREEMENT",
            "This Agreement is made by and between Harlow Instruments, Inc., a",
            "Delaware corporation",
            '("Discloser"), and Brightwater Optics LLC, a Nevada limited liability company',
            '("Recipient"). WHEREAS, the parties wish to exchange information;',
        ),
        (("Harlow Instruments, Inc.", "Discloser"), ("Brightwater Optics LLC", "Recipient")),
    ),
    Opening(
        (
            "SERVICES AGREEMENT",
            "THIS AGREEMENT, dated as of May 3, 2019, between TALBOT & REED LIMITED, a company",
            "incorporated in England and Wales with its registered office at 4 Dock Lane, Hull",
            "(hereinafter the “Client”) and Orla Finch, residing at 7 Mill Row,",
            "York (the “Consultant”).",
        ),
        (("TALBOT & REED LIMITED", "Client"), ("Orla Finch", "Consultant")),
    ),
    Opening(
        (
            "LEASE", "This Lease is entered into this 4th day of June, 2020, by and between",
            "Quarry Street Holdings, L.P. (“Landlord”), whose address is 12 Quarry Street, Akron,",
            "Ohio 44301, and Pine & Oak Furniture Co. (“Tenant”). 1. Premises.",
        ),
        (("Quarry Street Holdings, L.P.", "Landlord"), ("Pine & Oak Furniture Co.", "Tenant")),
    ),
    Opening(
        (
            "AGREEMENT", "PARTIES:", "Dana Whitlock (“EMPLOYEE”)", "and",
            "Silverline Freight, Inc. (“SILVERLINE”)", "RECITALS:", "A. EMPLOYEE will be employed.",
        ),
        (("Dana Whitlock", "EMPLOYEE"), ("Silverline Freight, Inc.", "SILVERLINE")),
    ),
    Opening(
        (
            "EMPLOYMENT AGREEMENT",
            "This Employment Agreement is entered into between Northgate Bank,",
            "N.A. (the “Bank”) and",
            "the undersigned. The parties agree as follows:",
            "NORTHGATE BANK, N.A.", "By: /s/ Ann Lowe", "Name: Ann Lowe", "Title: President",
            "EMPLOYEE", "/s/ Piers Calloway", "Piers Calloway",
        ),
        (("Northgate Bank, N.A.", "Bank"), ("Piers Calloway", None)),
    ),
    Opening(
        (
            "CONFIDENTIALITY AGREEMENT",
            "This Agreement is entered into among (1) Alder Chemicals GmbH (“Alder”), (2) Birch",
            "Polymers B.V. (“Birch”) and (3) Cedar Resins S.A. (“Cedar”), together the “Parties”.",
        ),
        (
            ("Alder Chemicals GmbH", "Alder"), ("Birch Polymers B.V.", "Birch"),
            ("Cedar Resins S.A.", "Cedar"),
        ),
    ),
    Opening(
        (
            "NON-COMPETE",
            "In consideration of my employment by Kestrel Software, Inc. (the “Company”), I,",
            "Marla J. Dunn, agree as follows in this Agreement: 1. I shall not compete.",
        ),
        (("Kestrel Software, Inc.", "Company"), ("Marla J. Dunn", None)),
    ),
    Opening(
        (
            "UNDERTAKING",
            "This Agreement is given by Theo Marsh (“Executive”) in favor of Lantern Media Group,",
            "Inc., a New York corporation (the “Company”).",
        ),
        (("Theo Marsh", "Executive"), ("Lantern Media Group, Inc.", "Company")),
    ),
    Opening(
        (
            "March 2, 2021", "Rowan Biologics, Inc.", "400 Canal Street", "Boston, MA 02109",
            'Dear Mr. Hale:", "In connection with a possible transaction between',
            'Osprey Partners, LLC (“Osprey”)',
            "and Rowan Biologics, Inc. (the “Company”), the Company is prepared to",
            "furnish information.",
        ),
        (("Osprey Partners, LLC", "Osprey"), ("Rowan Biologics, Inc.", "Company")),
    ),
    Opening(
        (
            "PURCHASE AGREEMENT",
            "THIS PURCHASE AGREEMENT is made as of January 5, 2022 BETWEEN Fenwick Steel Corp., an",
            "Ontario corporation with offices at 9 Front Street, Toronto",
            "(“Seller”), AND Gale & Sons",
            "Construction Ltd. (“Buyer”). NOW, THEREFORE, the parties agree:",
        ),
        (("Fenwick Steel Corp.", "Seller"), ("Gale & Sons Construction Ltd.", "Buyer")),
    ),
    Opening(
        (
            "CONSULTING AGREEMENT",
            "This Consulting Agreement is by and between Vale Robotics, Inc., and",
            "its subsidiaries and",
            "affiliates (collectively, the “Company”), and Ines Ortega, an",
            "individual (“Consultant”).",
        ),
        (("Vale Robotics, Inc.", "Company"), ("Ines Ortega", "Consultant")),
    ),
    Opening(
        (
            "LICENSE AGREEMENT",
            "This License Agreement is made between Marrow Health LP d/b/a Marrow Clinics, a Texas",
            "limited partnership (“Licensor”), and Stonebridge University (“Licensee”).",
        ),
        (("Marrow Health LP", "Licensor"), ("Stonebridge University", "Licensee")),
    ),
    Opening(
        (
            "FORM OF RETENTION AGREEMENT",
            "This Agreement is between Delphi Savings Corp. and its successors and assigns, and",
            "[●] (“Executive”). Capitalized terms are defined below.",
        ),
        (("Delphi Savings Corp.", None),),
    ),
    Opening(
        (
            "RESTRICTIVE COVENANT AGREEMENT",
            "This Agreement is entered into as of the date set forth below between",
            "Peregrine Telecom,",
            "Inc., a Delaware corporation (the “Company”), and ____________ (“I” or “me”).",
        ),
        (("Peregrine Telecom, Inc.", "Company"),),
    ),
    Opening(
        (
            "房屋租赁合同", "出租方（甲方）：上海青禾物业管理有限公司", "承租方（乙方）：李晓明",
            "根据《中华人民共和国民法典》，甲乙双方签订本合同。",
        ),
        (("上海青禾物业管理有限公司", "甲方"), ("李晓明", "乙方")),
    ),
    Opening(
        (
            "保密协议", "甲方：北京云帆科技有限公司（以下简称“披露方”）", "地址：北京市海淀区",
            "乙方：广州恒达贸易有限公司（以下简称“接收方”）", "双方达成本协议如下：",
        ),
        (("北京云帆科技有限公司", "披露方"), ("广州恒达贸易有限公司", "接收方")),
    ),
    Opening(
        (
            "购销合同", "供方：苏州东吴机械厂 合同编号：A-17", "需方：杭州西湖电子有限公司",
            "一、产品名称、数量、价款：见附件。",
        ),
        (("苏州东吴机械厂", "供方"), ("杭州西湖电子有限公司", "需方")),
    ),
    Opening(
        (
            "劳动合同", "甲方（用人单位）", "名称：深圳远航物流有限公司", "乙方（劳动者）",
            "姓名：王小芳", "甲乙双方协商一致签订本合同。",
        ),
        (("深圳远航物流有限公司", "甲方"), ("王小芳", "乙方")),
    ),
    Opening(
        (
            "GEHEIMHALTUNGSVEREINBARUNG",
            "Vereinbarung zwischen der Nordlicht Software GmbH, Hafenstraße 3, 20457 Hamburg",
            "(nachfolgend „Auftraggeber“) und der Bergmann & Partner AG, Seeweg 8, Zürich",
            "(nachfolgend „Auftragnehmer“) wird folgende Vereinbarung geschlossen.",
        ),
        (("Nordlicht Software GmbH", "Auftraggeber"), ("Bergmann & Partner AG", "Auftragnehmer")),
    ),
    Opening(
        (
            "CONTRAT DE PRESTATION DE SERVICES", "Entre les soussignés :",
            "La société Lumière Conseil SARL, dont le siège est à Lyon (ci-après «",
            "le Prestataire »)",
            "et la société Garonne Transports SA (ci-après « le Client »). Il a été convenu.",
        ),
        (("Lumière Conseil SARL", "le Prestataire"), ("Garonne Transports SA", "le Client")),
    ),
    Opening(
        (
            "This Agreement is made by and between Johnson, Miller & Stone, P.C. (“Firm”), and",
            "J. P. Calloway & Co., Inc. (“Calloway”).",
        ),
        (("Johnson, Miller & Stone, P.C.", "Firm"), ("J. P. Calloway & Co., Inc.", "Calloway")),
    ),
    Opening(
        (
            "SECRECY AGREEMENT between", "Alpenglas GmbH & Co. KG", "Glasweg 4, 6020 Innsbruck",
            "(hereinafter “ALPENGLAS”) and", "Orient Star (Holdings) Limited, Box 12, SE-111 22",
            "Stockholm (hereinafter “ORIENT”)", "WHEREAS the parties intend to talk;",
        ),
        (("Alpenglas GmbH & Co. KG", "ALPENGLAS"), ("Orient Star (Holdings) Limited", "ORIENT")),
    ),
    Opening(
        (
            "PARTIES: The parties to this Agreement are Intrepid Semiconductor, Inc., 2200",
            "Mission Blvd., Santa Clara, CA 95052 and Mobilis Vision N.V., having an address",
            "at Har Hotzvim, Jerusalem, Israel.",
        ),
        (("Intrepid Semiconductor, Inc.", None), ("Mobilis Vision N.V.", None)),
    ),
    Opening(
        (
            "This Agreement is entered into by Carolina Bearings, Inc. (“Company”) and Felicity",
            "Dunn (“Consultant”). In consideration of the Consulting relationship between",
            "Consultant and Company, the parties agree:",
        ),
        (("Carolina Bearings, Inc.", "Company"), ("Felicity Dunn", "Consultant")),
    ),
    Opening(
        (
            "Agreement, dated May 2, 2010, between Helix Media Group Inc. (“Helix”) and each of",
            "Vulcan Capital Corp. and Juno Housing Partners, L.L.L.P. (together, “Bidder”).",
        ),
        (
            ("Helix Media Group Inc.", "Helix"), ("Vulcan Capital Corp.", "Bidder"),
            ("Juno Housing Partners, L.L.L.P.", "Bidder"),
        ),
    ),
    Opening(
        ("MEMORANDUM", "The board met on Tuesday and discussed the budget with the auditors."), ()
    ),
)  # fmt: skip
