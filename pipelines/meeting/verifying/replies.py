"""How people answer each other: who agrees, who turns something down, who asks or only supposes."""

import re

_ASSENT = re.compile(
    r"\W*(?:(?:uh|um|oh|well|ah|so|and|嗯+|哦|那)\W+|嗯+|那就?)*(?:"
    r"(?:yes|yeah|yep|yup|sure|agreed?|absolutely|definitely|of course|certainly|exactly|correct"
    r"|ok(?:ay)?|all ?right|alright|right|fine|(?:good|great)(?! (?:question|point))|perfect|deal"
    r"|done|will do|on it|no problem"
    r"|no objections?|no worries|sounds? (?:good|great|fine|right)|works for me|that works"
    r"|makes sense|happy to|let'?s do|let'?s go (?:with|for)|i(?:'m| am) (?:fine|okay|ok|happy|in)"
    r"|i agree|i can|i(?:'ll| will)|i do|we(?:'ll| will) do|my pleasure|why not|please do|go ahead"
    r"|i second|seconded|in favou?r|aye"
    r"|ja|jawohl|klar|genau|gerne?|einverstanden|mache? ich|passt|stimmt|in ordnung)\b"
    r"|同意|可以|好(?!问题)|行|没问题|没意见|没有意见|没有问题|对|是的|赞成|支持|就这么|收到|明白|我来"
    r"|我会|我去|ok"
    r"|没事|当然|必须的|嗯*没错|交给我|我负责|通过)",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\W*(?:(?:uh|um|oh|well|ah|so|but|hmm|mm|yeah|okay|嗯+|呃|但是?|可是|不过)\W+)*(?:"
    r"(?:no(?! (?:problem|objection|worr|issue|doubt|question|comment|need to ask))|nope|nah"
    r"|absolutely not|certainly not|definitely not|not (?:really|yet|now|sure|today|this|a)"
    r"|i(?:'d| would) rather not"
    r"|i do(?: not|n'?t) (?:think|agree|want|like|see|know)|i(?:'m| am) not (?:sure|happy"
    r"|convinced)"
    r"|i disagree|i can(?:not|'t|t| not)|we can(?:not|'t|t| not)|let(?:'s| us) not|that won'?t"
    r"|never"
    r"|i object|hold on|wait|against|let me think"
    r"|nein|nee|auf keinen fall|lieber nicht|das geht nicht|ich kann (?:das )?nicht)\b"
    r"|不行|不同意|不可以|不要|不好|不太|不能|不了|不用|我不|我反对|反对|先不|先别|别|再想想|再说"
    r"|再看看|再议|没必要|没时间|不合适|算了|等等|等一下|我觉得(?:不|没)|还不|不一定"
    r"|[^。，]{1,8}(?:太贵|我不同意)|[^。，]{1,6}(?:不行|来不及|没空|没时间))",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(
    r"\b(?:should (?:we|i)|shall (?:we|i)|could (?:we|i)|can we|do we|are we|would (?:we|it|you"
    r"|that)"
    r"|is it|does (?:it|that|this|anybody|anyone)|did we|have we|what if|how about|what about"
    r"|why do(?:n'?t| not) we|why not|maybe|perhaps|might|possibly|i wonder|i(?:'m| am| was) "
    r"wondering"
    r"|i was thinking|we could|i could|one could|you could|it would be|would be (?:nice|good|great)"
    r"|i suppose|suppose|supposing|hypothetically|not sure|unsure|undecided|don'?t know (?:if"
    r"|whether)"
    r"|if (?:we|you|they|it|i|the|everybody|everyone)|in case|we'?d have to|thinking (?:of|about)"
    r"|soll(?:en|ten)? (?:wir|ich)|könn(?:en|ten) wir|wollen wir|vielleicht|wie wäre"
    r"|considering|(?:some|many|few|sales|they|people) (?:would like|want|wants)|would like "
    r"(?:to|us)"
    r"|propos\w+|suggest\w*|an? (?:idea|option|proposal) )\b|\?"
    r"|要不要|是不是|能不能|可不可以|是否|会不会|行不行|好不好|该不该|有没有必要|要不|或许|也许"
    r"|可能|说不定"
    r"|不确定|没定|不清楚|再想想|再看看|再议|再说|(?<!不)(?<!不再)考虑|如果|假如|要是|万一|希望|建议|提议|怎么样"
    r"|如何|想不想"
    r"|吗|什么时候|为什么|？|可以做|倾向",
    re.IGNORECASE,
)
_REQUEST = re.compile(
    r"\b(?:kannst du|könntest du|können sie|könnten sie|machst du|bitte)\b"
    r"|\b(?:can|could|would|will) (?:you|somebody|someone|anybody|anyone)\b|\bplease\b"
    r"|(?:^|[,.;?!] )(?:and |so |okay |then )?(?:can|could|would|will) [a-z]+\b"
    r"|\b(?:who|somebody|someone) (?:can|could|will|would|wants?|is going|takes?)\b"
    r"|\byou (?:should|need|have to|must|take)\b|\bdo you mind\b|\bhow about you\b"
    r"|谁|麻烦|请|能不能|可以.{0,12}吗|(?<![给跟和向替帮到])你(?!觉得|认为|说|们|好|的|是|有|知道|看呢|想|\W|$)|帮忙|安排",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:let'?s (?!not\b|see\b|take that)|(?:we(?:'ve)? |it(?:'s| is) |that(?:'s| is) "
    r")?(?:decided|agreed|settled|final)"
    r"|we(?:'ll| will) (?:go|do|keep|take|use)|so be it|we go (?:with|live)|then we)\b"
    r"|就这么定|定了|那就(?!是)|说定|确定下来|拍板|决定",
    re.IGNORECASE,
)
_DEFERRED = re.compile(
    r"\b(?:not (?:decide|settle|today|now|yet|sure|clear)|next (?:time|week|meeting)|later|open"
    r"|unclear|undecided|postpon\w*|defer\w*|table|park|pending|revisit|come back|whether"
    r"|deci\w+ on)\b"
    r"|\b(?:verschoben|vertagt|später|nächste|offen)\b|之后|以后|等.{1,12}再|再定"
    r"|先不|暂不|再议|再说|再看|未定|未决|不确定|还不|没有?定|待定|搁置|暂缓|推迟|下次|以后|暂未"
    r"|暂时|是否|悬而未决",
    re.IGNORECASE,
)
# Says that nothing is settled now, rather than asks or supposes.
_PUT_OFF = re.compile(
    r"\bnot (?:to )?(?:decide|settle|approve|commit)\b"
    r"|\b(?:decide|settle|discuss|talk about|come back to|revisit) (?:that|this|it)?\W*"
    r"(?:another time|later|next (?:time|week|month|meeting))\b|\b(?:park|table) (?:that|this|it)\b"
    r"|(?:先|暂|今天|现在|还)不(?:做|作|下)?(?:决定|定)|(?:以后|下次|回头|改天)再(?:说|定|议|决定)"
    r"|再(?:说|议)吧",
    re.IGNORECASE,
)
_OBJECTION = re.compile(
    r"\W*(?:no(?! (?:problem|objection|worr|issue|doubt|question|comment|idea|one|need))\b|nope|nah"
    r"|i disagree|i object|absolutely not|i(?:'m| am) against)|\W*(?:不行|不同意|我?反对|我不同意)",
    re.IGNORECASE,
)
_ALSO_BUT = re.compile(r"\b(?:but|however|although|except)\b|但是?|不过|可是|只是", re.IGNORECASE)
_HEAD = 80  # letters in which a reply says what it is


def assents(reply: str) -> bool:
    """Whether somebody says yes, and does not take it back at once."""
    if refuses(reply):
        return False
    return bool(_ASSENT.match(reply)) and not _ALSO_BUT.search(reply[:_HEAD])


def refuses(reply: str) -> bool:
    """Whether somebody says no."""
    return bool(_REFUSAL.match(reply))


def objects(reply: str) -> bool:
    """Whether somebody says no to what another said yes to."""
    return bool(_OBJECTION.match(reply))


def puts_off(reply: str) -> bool:
    """Whether somebody says that it is not to be settled now."""
    return bool(_PUT_OFF.search(reply[:_HEAD]))


def supposes(sentence: str) -> bool:
    """Whether a sentence asks, wishes or supposes."""
    return bool(_SUPPOSED.search(sentence))


def requests(sentence: str) -> bool:
    """Whether somebody is asked to do something."""
    return bool(_REQUEST.search(sentence))


def settles(sentence: str) -> bool:
    """Whether a sentence says that something is settled."""
    return bool(_SETTLED.search(sentence))


def defers(text: str) -> bool:
    """Whether a text says that something was left open."""
    return bool(_DEFERRED.search(text))
