"""Sentences of Chinese in which somebody says what they will do."""

import re

_WHEN = (
    r"(?:今天|今晚|明天|明早|明晚|后天|这周|本周|下周|周末|月底|月末|年底|会后|下班前"
    r"|会议结束后|尽快|稍后|回头|晚点|(?:这|本|下)?个?(?:周|星期|礼拜)[一二三四五六日天末]"
    r"|[0-9一二三四五六七八九十]{1,3}(?:号|日)"
    r"|[0-9一二两三四五六七八九十]{1,3}(?:天|小时|个工作日|周)(?:之)?内)"
    r"(?:上午|中午|下午|晚上|早上)?(?:之前|以前|前|内)?"
)
_DO = (
    r"(?:更新|整理|跟进|确认|提交|完成|修改|准备|撰写|安排|联系|同步|检查|测试|上线|汇报"
    r"|反馈|补充|写完|写好|改完|改好|处理|对接|落实|修复|部署|预订|通知|做完|做好|给出|给到"
    r"|付款|支付|报销|开票|转账|审批|入账|对账|提供|梳理|输出|调研|排查|评审|拉群|发(?![现生展挥言明觉])|分享)(?![了的过])"
)
_HOW = (
    r"(?:会|将|就|再|先|来|去|能|可以|争取|负责|统一|也|一定|尽快|帮忙|亲自"
    r"|[把给向跟和][^把给向跟和]{1,15}?){0,4}"
)
_ME = r"(?:我这边|我们这边|我们|我)"
_MINE = re.compile(rf"我(?:这边)?(?:先|再|就|也)?(?:来|负责)(?:把.{{1,12}}?|先|再|统一|帮忙)?{_DO}")
_DATED = re.compile(rf"{_ME}{_HOW}在?(?:{_WHEN}){{1,2}}{_HOW}{_DO}|{_WHEN}[，,]?{_ME}{_HOW}{_DO}")
# What is done at once by whoever says so.
_HERE = re.compile(
    r"(?:来|今天.{0,4}?)(?:先|再|简单|[给跟向为](?:大家|各位))*(?:汇报|补充|分享|同步|测试)"
)
_DOUBT = re.compile(
    r"[?？]|如果|要是|假如|可能|也许|或许|应该|吗|呢|没有|没能|不会|不能|不用|别人|昨天|上周"
    r"|上次|已经|刚才|是不是|[他她]们?说|说过|能不能|要不要|怎么|什么|谁|你觉得"
)


def promises(sentence: str) -> bool:
    """Whether somebody takes something on, or says that it will be done by a day."""
    found = _MINE.search(sentence) or _DATED.search(sentence)
    if found is None or _HERE.search(found[0]):
        return False
    return _DOUBT.search(sentence) is None
