"""Words that order a machine about, wherever it reads them: on a page, or in what is said.

The phrases are few and plain. What is written for one kind of reader only stands with it.
"""

_EARLIER = r"(?:all|any|every|previous|prior|earlier|above|preceding|your|system)"
ENGLISH = (
    (
        rf"(?:ignore|disregard|forget|override) (?:(?:of|the|these|other) ){{0,2}}(?:{_EARLIER} )"
        rf"(?:(?:of|the|your|these|{_EARLIER}) ){{0,3}}(?:instruction|prompt|rule|check)s?"
        r"(?![a-z])(?! (?:if|when|unless|once)(?![a-z]))"
    ),
    r"system (?:prompt|override) ?:",
    r"you are now (?:an? |the )?(?:\w+ )?(?:assistant|ai|language model|bot)(?![a-z])",
    r"you are an? (?:\w+ )?(?:ai assistant|ai model|language model|chatbot)(?![a-z])",
    (
        r"(?:note|message|instructions?) (?:to|for) (?:the |all |any )?(?:ai|llm|language model)s?"
        r"(?: (?:model|reader|assistant|system|agent)s?)? ?[:,;.!]"
    ),
)
CHINESE = (
    (
        r"(?:忽略|无视)[^。,，]{0,4}(?:以上|上述|之前|此前|先前|前面|所有|全部|任何|一切)"
        r"[^。,，]{0,8}(?:指令|指示|提示词|规则|校验|检查)"
    ),
    r"系统提示词",
)
