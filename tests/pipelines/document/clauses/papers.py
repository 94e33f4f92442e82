"""Whole contracts, shortened: what rules read from each, and nothing besides."""

from typing import NamedTuple


class Paper(NamedTuple):
    """The text of a contract, its parties as "NAME: ROLE", and its terms as text."""

    text: str
    parties: tuple[str, ...]
    terms: dict[str, str]


PAPERS = (
    Paper(
        """
        EMPLOYEE CONFIDENTIALITY AGREEMENT
        This Agreement is between Zedwick Optics LLC. Recipient agrees to keep all
        Confidential Information secret. This Agreement is effective upon the first day of
        your employment.
        This Agreement shall be governed by the laws of the State of Ohio.
        Signature: ____________
        Date: May 5, 2015
        """,
        ("Zedwick Optics LLC.: None",),
        {"title": "EMPLOYEE CONFIDENTIALITY AGREEMENT", "governing_law": "Ohio"},
    ),
    Paper(
        """
        EX-10.7 4 ex107.htm EMPLOYEE NON-DISCLOSURE AGREEMENT
        Exhibit 10.7
        EMPLOYEE NON-DISCLOSURE AGREEMENT
        THIS AGREEMENT (the “Agreement”) is made and entered into this 12th day of March,
        2004, between Granite Falls Bancorp, a Minnesota corporation, its subsidiaries and
        affiliates (hereinafter collectively referred to as “Granite”), and Wendell P. Ross
        (hereinafter referred to as “Employee”).
        This Agreement shall be interpreted under the laws of the State of Minnesota.
        """,
        (
            "Granite Falls Bancorp: Granite",
            "Wendell P. Ross: Employee",
        ),
        {
            "title": "EMPLOYEE NON-DISCLOSURE AGREEMENT",
            "effective_date": "2004-03-12",
            "governing_law": "Minnesota",
        },
    ),
    Paper(
        """
        CONFIDENTIALITY AGREEMENT
        This Confidentiality Agreement ("Agreement") is made effective as of the 1st day of
        October, 2012 (the "Effective Date") by and among Terra Nova Mining Ltd. ("Terra"),
        with an address at 55 Bay Street, Toronto, Ontario, and its affiliate Nova Gold Inc.
        ("Nova"), on the one hand, and Delmar Resources plc, a public limited company
        organized under the laws of England ("Delmar"), on the other hand.
        This Agreement and the rights of the parties shall be governed by and construed in
        accordance with the laws of the Province of Ontario and the federal laws of Canada
        applicable therein.
        This Agreement shall terminate on the earlier of (a) two years from the Effective
        Date and (b) the signing of a definitive agreement.
        """,
        (
            "Terra Nova Mining Ltd.: Terra",
            "Nova Gold Inc.: Nova",
            "Delmar Resources plc: Delmar",
        ),
        {
            "title": "CONFIDENTIALITY AGREEMENT",
            "effective_date": "2012-10-01",
            "governing_law": "Ontario",
            "term": "2 years",
        },
    ),
    Paper(
        """
        March 14, 2013
        CONFIDENTIAL
        Board of Directors
        Cobalt Networks Corporation
        700 Main Street
        Austin, Texas 78701
        Ladies and Gentlemen:
        In connection with your possible interest in a negotiated transaction (the
        "Transaction") with Sequoia Data Systems, Inc. (together with its subsidiaries, the
        "Company"), you have requested that the Company furnish you certain information.
        The obligations under this letter agreement shall expire eighteen (18) months from
        the date hereof.
        This letter agreement shall be governed by, and construed in accordance with, the
        laws of the State of Delaware.
        Very truly yours,
        SEQUOIA DATA SYSTEMS, INC.
        By: /s/ Hugh Mann
        Name: Hugh Mann
        Accepted and agreed as of the date first written above:
        COBALT NETWORKS CORPORATION
        By: /s/ Lee Park
        Name: Lee Park
        """,
        (
            "Sequoia Data Systems, Inc.: Company",
            "COBALT NETWORKS CORPORATION: None",
        ),
        {
            "effective_date": "2013-03-14",
            "governing_law": "Delaware",
            "term": "18 months",
        },
    ),
    Paper(
        """
        PROPRIETARY INFORMATION AND INVENTIONS AGREEMENT
        In consideration of my employment or continued employment by FERNDALE
        PHARMACEUTICALS, INC. (the "Company"), and the compensation now and hereafter paid
        to me, I hereby agree as follows:
        1. Nondisclosure.
        This Agreement will be governed by and construed according to the laws of the State
        of California, as such laws are applied to agreements entered into and to be
        performed entirely within California between California residents.
        This Agreement shall be effective as of the first day of my employment with the
        Company, namely: June 4, 2007.
        I HAVE READ THIS AGREEMENT CAREFULLY.
        Dated: June 1, 2007
        /s/ Nora Quist
        Signature
        Nora Quist
        (Printed Name)
        ACCEPTED AND AGREED TO:
        FERNDALE PHARMACEUTICALS, INC.
        By: /s/ Gil Stern
        """,
        (
            "FERNDALE PHARMACEUTICALS, INC.: Company",
            "Nora Quist: None",
        ),
        {
            "title": "PROPRIETARY INFORMATION AND INVENTIONS AGREEMENT",
            "effective_date": "2007-06-04",
            "governing_law": "California",
        },
    ),
    Paper(
        """
        MUTUAL CONFIDENTIALITY AND NONDISCLOSURE AGREEMENT
        This Agreement governs the disclosure of information by and between Opal
        Interactive, Inc. and Zephyr Games Limited as of 7 May 2015.
        The confidentiality obligations set forth in this Agreement shall remain in effect
        for a period of three (3) years from the date of disclosure.
        The validity and interpretation of this Agreement shall be governed by New York law.
        """,
        (
            "Opal Interactive, Inc.: None",
            "Zephyr Games Limited: None",
        ),
        {
            "title": "MUTUAL CONFIDENTIALITY AND NONDISCLOSURE AGREEMENT",
            "effective_date": "2015-05-07",
            "governing_law": "New York",
            "term": "3 years",
        },
    ),
    Paper(
        """
        SEPARATION AGREEMENT AND RELEASE
        This Separation Agreement and Release ("Agreement") is made by and between Roberta
        Kline ("Employee") and Summit Ridge Energy Company, LLC ("Company") (collectively
        referred to as the "Parties" or individually referred to as a "Party").
        Effective Date. This Agreement will become effective on the eighth day after
        Employee signed it (the "Effective Date").
        This Agreement shall be governed by the laws of the State of Colorado, without
        regard for choice-of-law provisions.
        Dated: March 3, 2011   /s/ Roberta Kline
        Roberta Kline
        """,
        (
            "Roberta Kline: Employee",
            "Summit Ridge Energy Company, LLC: Company",
        ),
        {
            "title": "SEPARATION AGREEMENT AND RELEASE",
            "governing_law": "Colorado",
        },
    ),
    Paper(
        """
        NON-COMPETITION AGREEMENT
        NON-COMPETITION AGREEMENT, dated as of August 15, 2000, by and between MARBLE ARCH
        FOODS, INC., a Georgia corporation ("Buyer"), and each of the individuals listed on
        the signature pages hereto.
        For a period of five (5) years from the Closing Date, no Seller shall compete.
        This Agreement shall be governed by, and construed and enforced in accordance with,
        the internal laws of the State of Georgia.
        """,
        ("MARBLE ARCH FOODS, INC.: Buyer",),
        {
            "title": "NON-COMPETITION AGREEMENT",
            "effective_date": "2000-08-15",
            "governing_law": "Georgia",
        },
    ),
    Paper(
        """
        AGREEMENT made this 3rd day of February 1998 between Hollis Bros. Supply Company, a
        corporation organized and existing under the laws of the State of Maine and having
        its principal office at Portland, Maine (hereinafter called "Hollis") and Arthur
        Penn of Bangor, Maine (hereinafter called "Penn").
        This agreement shall be construed under Maine law.
        """,
        (
            "Hollis Bros. Supply Company: Hollis",
            "Arthur Penn: Penn",
        ),
        {
            "effective_date": "1998-02-03",
            "governing_law": "Maine",
        },
    ),
)
