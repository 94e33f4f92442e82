"""Clauses as people write them, and what rules read from each: None where they cannot tell."""

from typing import NamedTuple


class Clause(NamedTuple):
    """A text, a term of the contract, and its value as text."""

    text: str
    term: str
    value: str | None


def _of(term: str, *pairs: tuple[str, str | None]) -> tuple[Clause, ...]:
    return tuple(Clause(text, term, value) for text, value in pairs)


CLAUSES = (
    *_of(
        "effective_date",
        ("This Agreement is entered into as of May 3, 2019 between the parties.", "2019-05-03"),
        ("This Agreement is made this 18th day of April, 2001.", "2001-04-18"),
        ("This Agreement is dated as of 31st January, 2014.", "2014-01-31"),
        ("This Agreement, dated May 1, 2020, shall be effective as of June 1, 2020.", "2020-06-01"),
        ("This Agreement is effective January 2, 2018 (the “Effective Date”).", "2018-01-02"),
        ("Effective Date: 2021-09-30. This Agreement is between the parties.", "2021-09-30"),
        ("This Agreement shall take effect on 1 March 2022.", "2022-03-01"),
        ("This Lease is made on 03/04/2020 between the parties.", None),
        ("This Agreement is effective upon the closing of the Merger.", None),
        ("Smith v. Jones was decided on May 3, 2019.", None),
        ("This Agreement amends the agreement dated May 3, 2019.", None),
        ("This Agreement supersedes the prior agreement dated as of May 3, 2019.", None),
        (
            (
                "This Amended and Restated Agreement, dated as of October 5, 2019, is made. The "
                "parties entered into an Agreement dated as of May 1, 2019."
            ),
            "2019-10-05",
        ),
        ("Agreement, dated as of Friday, March 12, 2010, between the parties.", "2010-03-12"),
        ("Her employment under this Agreement was terminated effective May 31, 2010.", None),
        (
            "This Agreement is made in Beijing as of 18 May 2015 and effective on the date hereof.",
            "2015-05-18",
        ),
        ("Dated: June 30, 2015. It is to be effective as of the Effective Time of the sale.", None),
        (
            (
                "This Agreement shall become effective on the eighth (8th) day after Employee "
                "signs it. Dated: April 2, 2014."
            ),
            None,
        ),
        ("本合同自2024年3月1日起生效。", "2024-03-01"),
        ("签订日期：2024年5月6日", "2024-05-06"),
        ("本协议于二〇二四年六月一日在上海签订。", "2024-06-01"),
        ("Dieser Vertrag tritt am 1. März 2024 in Kraft.", "2024-03-01"),
        ("Le présent contrat prend effet le 1er mars 2024.", "2024-03-01"),
    ),
    *_of(
        "expiry_date",
        ("This Agreement shall expire on December 31, 2025.", "2025-12-31"),
        ("The term runs from January 1, 2023 until December 31, 2025.", "2025-12-31"),
        ("Expiration Date: June 30, 2027", "2027-06-30"),
        ("The lease begins on May 1, 2020 and ends on April 30, 2023.", "2023-04-30"),
        ("The option expires on June 10, 2017.", None),
        ("This Agreement is made and entered into on the 3rd day of January, 2013.", None),
        ("The standstill period under this Agreement ends on April 30, 2016.", None),
        ("合同期限自2024年1月1日起至2026年12月31日止。", "2026-12-31"),
        ("Der Vertrag ist befristet bis zum 31. Dezember 2026.", "2026-12-31"),
    ),
    *_of(
        "term",
        ("The term of this Agreement shall be two (2) years from the Effective Date.", "2 years"),
        ("This Agreement shall remain in effect for a period of eighteen months.", "18 months"),
        ("This Agreement terminates on the third anniversary of the Effective Date.", "3 years"),
        ("Term. This Agreement shall continue for 36 months after its date.", "36 months"),
        (
            ("The obligations of the Recipient shall survive for five (5) years from the date of "
            "disclosure."),
            "5 years",
        ),
        (
            ("For a period of two (2) years from the date hereof, the Recipient shall keep all "
            "Confidential Information secret."),
            "2 years",
        ),
        ("Employee shall not compete for one (1) year after termination of employment.", None),
        (
            (
                "The obligations under this Agreement shall continue for three (3) years following "
                "the date on which Director ceases to serve."
            ),
            None,
        ),
        (
            "The obligations in this Agreement cease on the second anniversary of the date hereof.",
            "2 years",
        ),
        (
            "This Agreement comes into force when signed and is concluded for three years.",
            "3 years",
        ),
        ("Term: Two (2) years", "2 years"),
        (
            "This Agreement shall terminate one year from the date Mr. Gray ceases to serve.",
            None,
        ),
        (
            (
                "1. Northgate shall not acquire any claims. 2. This Agreement shall terminate two "
                "years from the date of this Agreement."
            ),
            "2 years",
        ),
        (
            (
                "The term of this Agreement in which secrets may be disclosed ends one (1) year "
                "after its date. The obligations of the Recipient shall expire four (4) years "
                "from the Effective Date."
            ),
            "4 years",
        ),
        (
            (
                "The term of this Agreement in which secrets may be disclosed ends one (1) year "
                "after its date. The obligations of the Recipient shall expire four (4) years "
                "from the date of disclosure."
            ),
            "1 year",
        ),
        (
            (
                "The term of this Agreement is one (1) year. The obligations of the Recipient "
                "shall expire four (4) years from the Effective Date."
            ),
            "1 year",
        ),
        ("For two years from the date of this Agreement neither party will solicit staff.", None),
        ("Invoices under this Agreement shall be paid within thirty (30) days.", None),
        ("Either party may terminate this Agreement on sixty (60) days' notice.", None),
        ("Records shall be retained for seven years following the date of delivery.", None),
        ("本合同有效期为三年。", "3 years"),
        ("租赁期限为24个月，自交付之日起计算。", "24 months"),
        ("保密义务自披露之日起五年内有效。", None),
        ("保修期为一年。", None),
        ("Der Vertrag hat eine Laufzeit von zwei Jahren.", "2 years"),
        ("Le contrat est conclu pour une durée de trois (3) ans.", "3 years"),
    ),
    *_of(
        "auto_renewal",
        ("This Agreement shall automatically renew for successive one-year terms.", "True"),
        ("This Agreement will not automatically renew.", "False"),
        ("This Agreement may be renewed by mutual written agreement.", None),
        ("This Agreement is between Evergreen Fund III and another.", None),
        ("本合同期满前双方均未提出异议的，合同自动续期一年。", "True"),
        ("Der Vertrag verlängert sich stillschweigend um ein Jahr.", "True"),
    ),
    *_of(
        "renewal_term",
        (
            ("This Agreement shall automatically renew for successive periods of twelve (12) "
            "months unless either party gives sixty (60) days' prior written notice."),
            "12 months",
        ),
        ("This Agreement renews automatically from year to year.", "1 year"),
        ("This Agreement will not automatically renew for another year.", None),
        ("期满自动续期一年，本合同除非一方提前三十日书面通知。", "1 year"),
    ),
    *_of(
        "notice_period",
        (
            ("This Agreement shall automatically renew for successive periods of twelve (12) "
            "months unless either party gives sixty (60) days' prior written notice."),
            "60 days",
        ),
        (
            ("This Agreement renews automatically unless either party gives notice of non-renewal "
            "not less than ninety days before the end of the term."),
            "90 days",
        ),
        (
            (
                "This Agreement shall automatically renew for additional one-year terms. Either "
                "party may terminate this Agreement at will upon sixty (60) days' written notice."
            ),
            None,
        ),
        ("本合同期满自动续期一年，除非一方提前三十日书面通知。", "30 days"),
        (
            ("Dieser Vertrag verlängert sich automatisch um ein Jahr, sofern er nicht mit einer "
            "Frist von drei Monaten vor Ablauf gekündigt wird."),
            "3 months",
        ),
        ("Either party may terminate this Agreement on sixty (60) days' notice.", None),
    ),
    *_of(
        "governing_law",
        ("This Agreement shall be governed by the laws of the State of Oregon.", "Oregon"),
        (
            ("This Agreement is governed by and construed in accordance with the laws of England "
            "and Wales."),
            "England and Wales",
        ),
        ("Acme is a corporation organized under the laws of the State of Delaware.", None),
        ("The courts of the State of Texas shall have exclusive jurisdiction.", None),
        (
            ("This Agreement shall be governed by the laws of New York, without regard to the laws "
            "of any other state, and the courts of New Jersey shall have jurisdiction."),
            "New York",
        ),
        ("The laws of the State of Ohio shall govern this Agreement.", "Ohio"),
        (
            (
                "Restrictions are enforceable under the laws of Utah. This Agreement shall be "
                "governed by the laws of Ohio."
            ),
            "Ohio",
        ),
        ("This Agreement is governed by Ohio law. This Agreement is governed by Utah law.", None),
        ("This Agreement is governed by Swiss law, and the laws of Switzerland.", "Switzerland"),
        ("This undertaking is governed by Austrian law.", "Austria"),
        (
            (
                "This Agreement is governed by the laws of Texas (excluding rules that refer to "
                "the laws of another state such as Oklahoma)."
            ),
            "Texas",
        ),
        (
            (
                "The internal laws, and not the laws of conflicts, of the State of Ohio shall "
                "govern the validity of this Agreement."
            ),
            "Ohio",
        ),
        ("California law governs. Venue is San Francisco.", "California"),
        ("Recipient shall comply with all applicable laws of the United States.", None),
        ("Any dispute shall be resolved under Montana law.", "Montana"),
        ("This Agreement is governed by the laws of the State of Hawai’i.", "Hawaii"),
        ("Diese Vereinbarung unterliegt schweizerischem Recht.", "Schweiz"),
        ("This Agreement shall be governed by California law.", "California"),
        ("本合同适用中华人民共和国法律。", "中华人民共和国"),
        ("本协议受香港特别行政区法律管辖并依其解释。", "香港特别行政区"),
        ("甲方系依据中国法律成立的公司。", None),
        ("Es gilt das Recht der Bundesrepublik Deutschland.", "Deutschland"),
        ("Le présent contrat est soumis au droit français.", "France"),
    ),
    *_of(
        "amount",
        ("The total contract price under this Agreement is USD 48,000.00.", "48000.00"),
        ("Tenant shall pay a monthly rent of EUR 1,250.00 under this Lease.", "1250.00"),
        ("The fee is USD 500.00. The annual fee for support is USD 900.00.", None),
        ("The purchase price is $ 90,000. A late fee of $ 50 applies.", "90000"),
        ("Liability is limited to a maximum of USD 1,000,000.00.", None),
        ("合同总金额为人民币128000.00元。", "128000.00"),
    ),
    *_of(
        "currency",
        ("The total contract price under this Agreement is USD 48,000.00.", "USD"),
        ("The purchase price is $ 90,000 under this Agreement.", None),
        ("The purchase price is $ 90,000 in U.S. dollars under this Agreement.", "USD"),
    ),
    *_of(
        "termination",
        (
            "1. Scope. Either party may terminate this Agreement upon thirty days' notice. 2. Law.",
            "Either party may terminate this Agreement upon thirty days' notice.",
        ),
        (
            "任何一方可以提前三十日书面通知对方解除本合同。",
            "任何一方可以提前三十日书面通知对方解除本合同。",
        ),
        ("The employee may be terminated for cause.", None),
    ),
    *_of(
        "title",
        ("MUTUAL NON-DISCLOSURE AGREEMENT", "MUTUAL NON-DISCLOSURE AGREEMENT"),
        ("房屋租赁合同", "房屋租赁合同"),
        ("GEHEIMHALTUNGSVEREINBARUNG", "GEHEIMHALTUNGSVEREINBARUNG"),
        (
            ("In this Master Services Agreement (the “Agreement”) words have meanings. This Master "
            "Services Agreement is between the parties."),
            "Master Services Agreement",
        ),
        ("Thank you for your letter.", None),
    ),
)  # fmt: skip
