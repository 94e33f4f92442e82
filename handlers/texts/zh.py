"""Chinese, simplified."""

from handlers.texts import lacks
from handlers.texts.asking import CHINESE_ASKING
from handlers.texts.contracting import CHINESE_CONTRACTS
from handlers.texts.fitting import CHINESE_FITTING
from handlers.texts.giving import CHINESE_GIVING
from handlers.texts.greeting import CHINESE_GREETING
from handlers.texts.meetings_zh import CHINESE_MEETINGS
from handlers.texts.minutes import CHINESE_MINUTES
from handlers.texts.minuting import CHINESE_MINUTING
from handlers.texts.model import Texts
from handlers.texts.picking import CHINESE_PICKING
from handlers.texts.playing import CHINESE_PLAYING
from handlers.texts.remembering import CHINESE_REMEMBERING
from handlers.texts.reviewing_zh import CHINESE_REVIEW
from handlers.texts.scanning import CHINESE_SCANNING
from handlers.texts.status import CHINESE_STATUS
from handlers.texts.tasks_zh import CHINESE_TASKS
from handlers.texts.unseen import CHINESE_UNSEEN
from handlers.texts.withdrawing import CHINESE_WITHDRAWING
from pipelines.document.exchange import Wording
from pipelines.document.findings import Rule

FIELDS = {
    "vendor": "销售方",
    "invoice_number": "发票号码",
    "issue_date": "开票日期",
    "due_date": "到期日",
    "currency": "币种",
    "subtotal": "不含税金额",
    "tax": "税额",
    "total": "价税合计",
    "amount_in_words": "大写金额",
    "line_items": "明细",
    "iban": "IBAN 账号",
    "buyer_tax_id": "购买方税号",
    "invoice_code": "发票代码",
    "taxes": "分税率税额",
    "buyer": "购买方",
    "vendor_tax_id": "销售方税号",
    "description": "名称",
    "qty": "数量",
    "unit_price": "单价",
    "allowance_total": "折扣合计",
    "charge_total": "附加费合计",
    "title": "标题",
    "parties": "当事方",
    "effective_date": "生效日期",
    "expiry_date": "到期日期",
    "term": "期限",
    "auto_renewal": "续期",
    "renewal_term": "续期期限",
    "notice_period": "通知期",
    "amount": "金额",
    "governing_law": "适用法律",
    "termination": "终止",
}

# What failed, in a few words: for a picture.
SHORT: dict[Rule, str] = {
    "amount_in_words": "与大写不符",
    "bank_changed": "账户已变更",
    "contradicting_terms": "前后不一致",
    "currency_conflict": "币种不一致",
    "currency_guessed": "推测所得",
    "date_guessed": "日月或颠倒",
    "due_before_issue": "早于开票日期",
    "duplicate": "此前已出现",
    "ends_before_start": "早于生效日",
    "future_date": "日期在未来",
    "iban": "校验码错误",
    "invalid_date": "日期不存在",
    "line_amount_mismatch": "数量×单价不符",
    "line_sum_mismatch": "与明细合计不符",
    "low_ocr_confidence": "不易辨认",
    "missing_evidence": "页面上找不到",
    "missing_field": "缺少",
    "multiple_invoices": "多份单据",
    "near_duplicate": "与另一份相近",
    "parties_swapped": "是贵公司？",
    "instruction": "对机器下指令",
    "shown_in_part": "未全部展示",
    "source_conflict": "两处不一致",
    "structured_ignored": "电子发票已损坏",
    "sum_mismatch": "合计不符",
    "tax_id": "校验位错误",
    "tax_rate": "与税率不符",
    "tax_rate_implausible": "税率少见",
    "term_mismatch": "与期限不符",
    "total_guessed": "推测所得",
    "unknown_xml": "无法识别的 XML",
    "unreadable_page": "有页面无法读取",
}

READS = "可以读取 PDF、OFD、电子发票 XML、JPG、PNG、WebP、HEIC 和 TIFF。"

CHINESE = Texts(
    reading="正在读取 {name}…",
    reading_page="正在识别第 {page} 页，共 {pages} 页…",
    footer="由{reader}读取",
    readers={
        "local": "Clerk 本机内置引擎",
        "qwen": "Qwen",
        "claude": "Claude",
        "gpt": "GPT",
        "gemini": "Gemini",
    },
    pages=("无页面的电子发票", "1 页", "{count} 页"),
    passed="全部校验通过。",
    flagged=("1 项校验未通过：付款前请人工核对。", "{count} 项校验未通过：付款前请人工核对。"),
    warned=("校验通过，另有 1 条提醒。", "校验通过，另有 {count} 条提醒。"),
    line_columns=("名称", "数量", "单价", "金额"),
    more_lines="……另有 {count} 行，全部内容见 JSON。",
    json_title="JSON",
    picture_alt="{name} 中各个数值在页面上的位置",
    page="第 {page} 页",
    nothing="未找到",
    tax_at="税率 {rate}%",
    tax_on="（税基 {base}）",
    credit_note="红字发票",
    seen_before="{name} 与 {document} 是同一个文件，已于 {date} 读取过，没有新增内容。",
    not_an_invoice="{name} 看起来不是发票、收据或合同，未作处理。",
    a_contract="{name} 是一份合同，但未能读出其条款。",
    rejected="无法读取 {name}",
    gone=lacks.ZH,
    failed="处理 {name} 时 Clerk 内部出错（{fault}）。详情见管理员日志。请点击下方重试，或联系管理员。",
    cancelled_title="已取消读取 {name}",
    cancelled="此任务由管理员取消，并非出错。如仍需读取该文件，请点击下方重试。",
    help_title="Clerk 能做什么",
    help=(
        (
            "把发票、收据或合同拖到这里：PDF、OFD、电子发票 XML、照片或扫描件（JPG、PNG、WebP、HEIC、TIFF）。"
            "我会在其下方给出各字段、标明每个数值位置的图片，以及 JSON；合同须发出通知的期限临近时，我会在那里提醒。"
        ),
        "未通过校验的内容会注明原因。重复上传同一文件不会新增内容。",
        "{clerk}待审 列出等待财务审核的文件：{clerk}待审 我的 只列与您有关的，{clerk}待审 销售方 按销售方列出。",
        "{clerk}供应商 向财务显示记住的销售方；后加名称则显示其中一个。",
        "{clerk}状态 显示由谁读取、文件是否经过病毒扫描、有哪些在等待审核，以及您自己的文件情况。",
        (
            "把会议录制或其文字记录拖进来：我会先询问，再列出谁发言、展示了哪些幻灯片及其时间。"
            "{clerk}录制 显示我在您提问的地方如何处理录制；管理员可用 录制 询问、自动 或 关闭 更改。"
        ),
        (
            "会议中的决定与待办，我会在其下方提出，经人确认才成为任务。"
            "{clerk}任务 列出您的待办，{clerk}任务 频道 列出您提问所在会话的待办。"
        ),
        "{clerk}忘记 D-… 忘记您提交的单据，只要尚未对其作出决定。",
        "{clerk}帮助 显示本说明。",
    ),
    help_where={
        "home": "我的“主页”标签页列出等待审核的文件，您可以在那里处理。",
        "direct": "与我单独聊天时，只写命令词即可：待审、状态、帮助。在那里上传的文件，我就在那里答复。",
        "mention": "在频道或群聊中，请提及我并加上命令词：@Clerk 待审。我会在与您的单独聊天中答复，其他人看不到。",
    },
    unknown_command="无法识别“{words}”。",
    fields=FIELDS,
    kinds={"invoice": "发票", "receipt": "收据", "contract": "合同", "other": "文件"},
    rejections={
        "empty": "文件是空的。",
        "too_large": "文件超过 {limit} 的上限。",
        "unknown_type": "无法识别这种文件。" + READS,
        "unsupported_type": "无法读取 {type} 文件。" + READS,
        "encrypted": "该文件有密码保护。请去掉密码后重新上传。",
        "no_pages": "该文件没有页面。",
        "too_many_pages": "文件共 {pages} 页，上限为 {limit} 页。请拆分后上传。",
        "too_many_pixels": "图片为 {width} × {height} 像素，上限为 {limit} 百万像素。"
        "请缩小后重新上传。",
        "no_transcript": "这段文字不是我能读取的会议记录：需要有时间，或在每段发言前写明姓名。"
        "推荐使用 WebVTT 或 SRT 文件。",
        "too_long": "文件内容过多，无法一次读取。请拆分后重新发送。",
        "damaged": "文件已损坏，或内容与扩展名不符。请重新导出，或上传图片。",
        "forbidden_xml": "该 XML 声明了文档类型或实体，或嵌套过深。电子发票不需要这些，因此不予打开。",
        "exhausted": "读取该文件所需的内存或处理时间超出上限。请重新导出，或上传图片。",
        "too_slow": "读取该文件超过了 {limit} 秒。请重新导出，或上传图片。",
        "infected": "病毒扫描程序在其中发现 {signature}。我没有打开该文件，并已删除我的副本。请删除您的文件，并询问发送者。",
        "nothing_in_it": "文件中没有可以解码的声音或画面。",
        "too_many_streams": "该录制包含 {streams} 条轨道，上限为 {limit}。请只导出一路画面和一路声音。",
        "too_many_hours": "该录制时长为 {hours} 小时，上限为 {limit} 小时。请拆分后重试。",
        "not_scanned": "病毒扫描程序无法检查该文件（{size}）的全部内容，因此未打开。请重新导出较小的文件，"
        "或请管理员调高 clamd 的 {setting}。",
        "no_room": "我所在的机器磁盘空间不足，未保存该文件。请告知管理员，之后再试。",
    },
    picture=Wording(
        fields=FIELDS,
        line="第 {number} 行",
        good="已找到",
        warning="请留意",
        error="未通过校验",
        lines="明细行",
        rules=SHORT,
        because="{field}：{reason}",
        lost="页面上找不到",
        hidden="仅见于内嵌电子发票",
        page="第 {number} 页",
        elsewhere="其余数值所在页",
        more="另有 {count} 项",
    ),
    sources={"xml": "内嵌电子发票", "qr": "二维码"},
    silent_page="{field}：{source}写的是 {expected}，页面上没有。",
    inseparable="同一页上似乎有 {count} 份单据，仅读取了其中一份：请分别发送。",
    readers_differ="{field}：Clerk 读出 {found}，{reader} 读出 {expected}。",
    kinds_differ="Clerk 认为这是：{found}；{reader} 认为是：{expected}。",
    another_kind="其他单据",
    credit_differs="{reader} 认为这是红字（贷项）发票，Clerk 不这样认为。",
    rules={
        "missing_field": "缺少{field}。",
        "missing_evidence": "页面上找不到{field}“{found}”。",
        "sum_mismatch": "不含税金额与税额合计为 {expected}，但价税合计写的是 {found}。",
        "line_sum_mismatch": "{field}：明细合计为 {expected}，但写的是 {found}。",
        "instruction": "页面上有写给读取程序的指令：“{found}”。数值可能是植入的。",
        "shown_in_part": "单据过长，{reader} 只看到了前一部分。",
        "invalid_date": "{field}：“{found}”不是有效日期。",
        "ends_before_start": "{field} {found} 早于生效日期 {effective}。",
        "future_date": "{field} {found} 在未来。",
        "duplicate": "相同的销售方和发票号码此前已出现：{document}（{date}）。",
        "source_conflict": "{field}：页面写的是 {found}，{source}写的是 {expected}。",
        "unreadable_page": "第 {page} 页无法读取。",
        "contradicting_terms": "{field}：合同前后写法不一（{found}、{other}），未采用任何一个。",
        "currency_conflict": "{field}：币种为 {found}，但发票币种为 {expected}。",
        "unknown_xml": "这是 XML 文件，但不是可识别的电子发票格式（UBL、CII 或数电票）。",
        "currency_guessed": "币种 {found} 是根据符号推测的。",
        "term_mismatch": "{field} {found}：自 {start} 起 {term}，应为 {expected}。",
        "total_guessed": "未找到合计标签，{found} 是页面上最大的金额。",
        "date_guessed": "{field}：“{found}”的日与月可能颠倒。",
        "amount_in_words": "大写金额为 {expected}，小写金额为 {found}。",
        "bank_changed": "{field}：该销售方此前的账户为 {expected}，本次为 {found}。"
        "付款前请用已知的电话向对方核实。",
        "due_before_issue": "{field} {found} 早于开票日期 {issued}。",
        "iban": "{field}：“{found}”的校验码不正确。",
        "line_amount_mismatch": "第 {line} 行：数量乘以单价为 {expected}，但金额写的是 {found}。",
        "low_ocr_confidence": "{field}：“{found}”不易辨认（{score}%）。",
        "multiple_invoices": "该文件包含 {count} 份单据，位于第 {pages} 页；每份单独答复和审核。本份在第 {part} 页。",
        "near_duplicate": "与 {document}（{date}）的销售方、金额相同且日期相近，但发票号码不同。",
        "parties_swapped": "销售方“{found}”是贵公司自己：买卖双方可能颠倒。",
        "tax_id": "{field}：“{found}”的校验位不正确。",
        "tax_rate": "{field}：按税率 {rate}% 应为 {expected}，但写的是 {found}。",
        "tax_rate_implausible": "{rate}% 不是{country}已知的税率。",
        "structured_ignored": "内嵌电子发票已损坏，仅读取了页面。",
    },
    review=CHINESE_REVIEW,
    asking=CHINESE_ASKING,
    remembering=CHINESE_REMEMBERING,
    contracts=CHINESE_CONTRACTS,
    scanning=CHINESE_SCANNING,
    fitting=CHINESE_FITTING,
    status=CHINESE_STATUS,
    minutes=CHINESE_MINUTES,
    minuting=CHINESE_MINUTING,
    withdrawing=CHINESE_WITHDRAWING,
    picking=CHINESE_PICKING,
    playing=CHINESE_PLAYING,
    giving=CHINESE_GIVING,
    unseen=CHINESE_UNSEEN,
    greeting=CHINESE_GREETING,
    meetings=CHINESE_MEETINGS,
    tasks=CHINESE_TASKS,
)
