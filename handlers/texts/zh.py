"""Chinese, simplified."""

from handlers.texts.model import Texts
from pipelines.document.exchange import Wording

FIELDS = {
    "vendor": "销售方",
    "invoice_number": "发票号码",
    "issue_date": "开票日期",
    "due_date": "到期日",
    "currency": "币种",
    "subtotal": "不含税金额",
    "tax": "税额",
    "total": "价税合计",
    "line_items": "明细",
    "iban": "IBAN 账号",
    "buyer": "购买方",
    "vendor_tax_id": "销售方税号",
    "description": "名称",
    "qty": "数量",
    "unit_price": "单价",
}

CHINESE = Texts(
    reading="正在读取 {name}…",
    reading_page="正在识别第 {page} 页，共 {pages} 页…",
    footer="由 {reader} 读取 · {pages} · {seconds} 秒",
    pages=("无页面", "1 页", "{count} 页"),
    passed="全部校验通过。",
    flagged=("1 项校验未通过：付款前请人工核对。", "{count} 项校验未通过：付款前请人工核对。"),
    warned=("校验通过，另有 1 条提醒。", "校验通过，另有 {count} 条提醒。"),
    lines="明细",
    line_columns=("名称", "数量", "单价", "金额"),
    more_lines="……另有 {count} 行，全部内容见 JSON。",
    json_title="JSON",
    picture_alt="{name} 中各个数值在页面上的位置",
    page="第 {page} 页",
    nothing="未找到",
    credit_note="红字发票",
    seen_before="{name} 与 {document} 是同一个文件，已于 {date} 读取过，没有新增内容。",
    not_an_invoice="{name} 看起来不是发票或收据，未作处理。",
    rejected="无法读取 {name}",
    gone="文件已不存在，或我无权查看。请重新上传。",
    failed="读取 {name} 时 Clerk 内部出错（{fault}）。没有保留任何内容，详情见管理员日志。"
    "请重新上传，或联系管理员。",
    help_title="Clerk 能做什么",
    help=(
        (
            "把发票或收据拖进本频道：PDF、电子发票 XML、照片或扫描件（JPG、PNG）。"
            "我会在该消息的讨论串中给出各字段、标明每个数值位置的图片，以及 JSON。"
        ),
        "未通过校验的内容会注明原因。重复上传同一文件不会新增内容。",
        "/clerk help 显示本说明。",
    ),
    unknown_command="无法识别“{words}”。",
    fields=FIELDS,
    kinds={"invoice": "发票", "receipt": "收据", "contract": "合同", "other": "文件"},
    rejections={
        "empty": "文件是空的。",
        "too_large": "文件超过 {limit} 的上限。",
        "unknown_type": "无法识别这种文件。可以读取 PDF、电子发票 XML、JPG 和 PNG。",
        "unsupported_type": "无法读取 {type} 文件。可以读取 PDF、电子发票 XML、JPG 和 PNG。",
        "encrypted": "该 PDF 有密码保护。请去掉密码后重新上传。",
        "no_pages": "该 PDF 没有页面。",
        "too_many_pages": "文件共 {pages} 页，上限为 {limit} 页。请拆分后上传。",
        "too_many_pixels": "图片为 {width} × {height} 像素，上限为 {limit} 百万像素。"
        "请缩小后重新上传。",
        "damaged": "文件已损坏，或内容与扩展名不符。请重新导出，或上传图片。",
        "forbidden_xml": "该 XML 声明了文档类型或实体，或嵌套过深。电子发票不需要这些，因此不予打开。",
        "exhausted": "读取该文件所需的内存或处理时间超出上限。请重新导出，或上传图片。",
        "too_slow": "读取该文件超过了 {limit} 秒。请重新导出，或上传图片。",
    },
    picture=Wording(
        fields=FIELDS,
        line="第 {number} 行",
        good="数值所在位置",
        warning="请留意",
        error="未通过校验",
        lost="页面上找不到",
        hidden="仅见于内嵌电子发票",
        more="另有 {count} 项",
    ),
    silent_page="{field}：内嵌电子发票写的是 {expected}，页面上没有。",
    rules={
        "missing_field": "缺少{field}。",
        "missing_evidence": "页面上找不到{field}“{found}”。",
        "sum_mismatch": "不含税金额与税额合计为 {expected}，但价税合计写的是 {found}。",
        "line_sum_mismatch": "明细合计为 {expected}，但不含税金额写的是 {found}。",
        "invalid_date": "{field}：“{found}”不是有效日期。",
        "future_date": "{field} {found} 在未来。",
        "duplicate": "相同的销售方和发票号码此前已出现：{document}（{date}）。",
        "source_conflict": "{field}：页面写的是 {found}，内嵌电子发票写的是 {expected}。",
        "unreadable_page": "第 {page} 页无法读取。",
        "currency_guessed": "币种 {found} 是根据符号推测的。",
        "structured_ignored": "内嵌电子发票已损坏，仅读取了页面。",
    },
)
