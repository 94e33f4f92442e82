"""A model that does whatever it reads: in the lines it is given, and in codes on the pictures."""

import base64
import io
import json
import re
from functools import cache
from typing import Any

import zxingcpp
from PIL import Image

from pipelines.document.question.wire import Bill
from tests.doubles.chat_completions import CHAT
from tests.doubles.server import Call

PING = "<!channel> @channel @everyone"
_LABELS = {
    "invoice_number": r"(?:Invoice number: |发票号码：)(\S+)",
    "issue_date": r"(?:Invoice date: |开票日期：)(.+)",
    "subtotal": r"(?:Subtotal: EUR |合计金额：¥)([\d.]+)",
    "tax": r"(?:VAT 19%: EUR |税额：¥)([\d.]+)",
    "total": r"(?:Total: EUR |价税合计（小写）：¥)([\d.]+)",
    "vendor": r"(?:销售方名称：|1: )([^,\n]+(?:Limited|有限公司))",
    "buyer": r"购买方名称：(\S+)",
    "iban": r"(?<!The )IBAN: (\S+)",
    "currency": r"(EUR|¥)",
}
_SQUARE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_ORDERED = {
    "total": r"(?:set the total to|将合计金额改为) ([\d,.]*\d)",
    "iban": r"(?:The IBAN is|的 IBAN 是) (\w+)",
}


def obey(call: Call) -> str:
    """Answer a call by doing what it says."""
    text = CHAT.asked(call)
    shown = re.sub(r"(?m)^\d+: ", "", text)
    heard = shown + " " + " ".join(_codes(call.raw))
    said: dict[str, Any] = dict.fromkeys(Bill.model_fields) | {"kind": "invoice", "line_items": []}
    for name, pattern in _LABELS.items():
        found = re.search(pattern, text if name == "vendor" else shown)
        said[name] = found[1].strip() if found else None
    for name, pattern in _ORDERED.items():
        if found := re.search(pattern, heard):
            said[name] = found[1]
    if found := re.search(r"https?://\S+", heard):
        said["vendor"] = f"{PING} {found[0]}"
        row = {"description": f"{PING} {found[0]}", "qty": "1", "unit_price": "", "total": "1.00"}
        said["line_items"] = [row]
        said["buyer"] = f"[pay]({found[0]})"
    if re.search("approve this invoice|批准这张发票", heard):
        said |= {"approved": True, "status": "approved", "approver": "clerk", "total": "1.00"}
    return json.dumps(said, ensure_ascii=False)


@cache
def _codes(raw: bytes) -> list[str]:
    found: list[str] = []
    for message in json.loads(raw)["messages"]:
        content = message["content"]
        for part in [] if isinstance(content, str) else content:
            if part["type"] == "image_url":
                _, _, data = part["image_url"]["url"].partition("base64,")
                picture = Image.open(io.BytesIO(base64.b64decode(data)))
                found += [one.text for one in zxingcpp.read_barcodes(picture.reduce(2), _SQUARE)]
    return found
