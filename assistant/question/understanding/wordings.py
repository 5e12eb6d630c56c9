"""Wordings by which the kinds of questions are told apart, as patterns of English."""

import re
from typing import Final

__all__ = [
    "ABOUT",
    "ARE",
    "ARTICLE",
    "BEFORE_ASKING",
    "BRIEFLY",
    "CORPUS",
    "EMPTY",
    "FILLER",
    "HAPPENED_WITH",
    "HAVE",
    "KNOWN_OF",
    "LATEST",
    "LISTS",
    "MENTION",
    "MENTIONED_IN",
    "NEW",
    "NEWS_OF",
    "OPENING_FILLER",
    "PAPERS",
    "PLURAL",
    "POLITE",
    "PUBLISHED",
    "REPORTED_ON",
    "SIZE",
    "SUMMARY",
    "SUMMARY_LEAD",
    "TAKE",
    "TARGET",
    "TELL",
    "TELLING_KIND",
    "TIMELINE",
    "TRIM",
    "WHAT_HAPPENED",
    "WHAT_SAYS",
    "WHO_WROTE",
    "YES_NO",
]

# Words that only end like one are left out: "was", "news", "series".
PLURAL: Final = r"(?!(?:was|is|has|does|this|news|series|us|its|his)\b)[\w'-]*[^\W\d_]{2}(?<!s)s"
"""A noun that is one of several, by its ending."""
POLITE: Final = (
    r"(?:(?:please|ok(?:ay)?|hi|hello|hey|so|and|now|well|just|also)\b,?\s"
    r"|(?:can|could|would|will)\syou\s|i(?:'d|\swould)\slike\s(?:you\sto\s)?"
    r"|i\s(?:want|need)\s(?:you\sto\s)?|let\sme\s(?:see|have)\s|can\si\s(?:have|get|see)\s)*"
)
"""Words that only ask."""
ARTICLE: Final = (
    r"(?:news\s)?(?:articles?|stor(?:y|ies)|pieces?|reports?|texts?|posts?|items?|documents?"
    r"|write-?ups?|columns?|interviews?|reviews?|recipes?|coverage|headlines?|news)"
)
"""Words for articles."""
PAPERS: Final = (
    r"(?:publishers?|publications?|(?:news)?papers?|outlets?|(?:web\s?)?sites?|magazines?|sources?)"
)
"""Words for publishers."""
_STORE: Final = "corpus|library|archive|collection|database"
CORPUS: Final = rf"(?:here|(?:the|this|your|our|my)\s(?:{_STORE}))"
"""Words for the corpus."""
LISTS = re.compile(
    rf"""{POLITE}(?:(?:how\smany|which(?:\s(?:of|is|are|was|were))?|what(?:'s|\sis|\sare|\swas|\swere)?|list|show(?:\sme)?|display|open
    |give\sme|find(?:\sme)?|name|count|(?:search|look(?:ing)?)\sfor|i(?:'m|\sam)\slooking\sfor|where\sare
    |(?:are|is|was|were)\sthere|(?:do|does|did)\s(?:you|we|i)\s(?:have|know(?:\sof)?)|have\s(?:you|we)(?:\sgot)?|got
    |when\s(?:is|was|were)(?=\sthe\s(?:newest|latest|oldest|first|last|earliest|most))|(?:do|does|did)(?=\s(?:any|some)\s)
    |(?:give\sme\s)?(?:a\s|the\s)?(?:titles?|headlines?|names?|dates?|list|(?:total\s)?number|count)\sof
    |how\s(?:much|recent|old)(?:\s(?:is|are))?)\s)*
    (?:(?:all|any|some|the|your|my|our|other|more|different|every|each|of|me|an?|total)\s)*
    (?:\d+\s)?(?P<order>(?:newest|latest|most\srecent|recent|last|new|oldest|first|earliest)\s)?
    (?:(?:\d+|two|three|four|five|ten)\s)?(?:(?P<papers>{PAPERS})|(?P<before>new|more|other)?\s?{ARTICLE})\b(?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "Which articles", "how many stories", "the newest reports": what follows says which."""
HAVE = re.compile(
    rf"""{POLITE}(?:(?:what(?:\selse)?|which|do|does|list\severything|everything|(?:tell|show)\sme\s(?:what|everything))\b
    .{{0,12}}?\b(?:you|we|i|{CORPUS})\s(?:have|know|got|hold|contain|cover|use)s?(?:\sgot)?
    |what(?:'s|\sis)(?=\sin\s)|(?:is|are|was|were)\sthere|have\s(?:you|we)(?:\sgot)?|got|list|find(?:\sme)?|(?:show|give)\sme|where\scan\si\s(?:find|read)
    |(?:search|look(?:ing)?)\sfor|i(?:'m|\sam)\slooking\sfor|what\s(?:has|have)\s(?:been|we)
    |(?=(?:any|every)thing\b))
    (?:\s?\b(?:anything|something|everything|much|stuff|things))?(?P<rest>\b.*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "What do you have", "is there anything": what follows says on what."""
PUBLISHED = re.compile(
    rf"(?:what|which(?:\s{ARTICLE})?|anything)\s(?:was|were|has|have|had|did|does|do|came\sout|appeared)(?:\sbeen|\sthe|\syou|\swe)*"
    r"(?:\s(?:publish(?:ed)?|post(?:ed)?|print(?:ed)?|write|written|wrote|add(?:ed)?|have|got|get|run|say|said"
    r"|report(?:ed)?))*(?P<rest>.*)",
    re.IGNORECASE,
)
"""Asked of a day or of a paper: "what did they publish", "what was written about the mine"."""
SIZE = re.compile(
    rf"how\s(?:big|large|far\sback|up\sto\sdate|old|recent|current)\s(?:is|are|do(?:es)?)\s(?:{CORPUS}|you|(?:the|your)\s"
    rf"{ARTICLE})(?:\sgo(?:es)?)?|(?:what|which)\s(?:date\srange|period|time\s?span|dates|years|days)\s(?:do(?:es)?|is|are)\s"
    rf"(?:{CORPUS}|you|(?:the|your)\s{ARTICLE})(?:\s(?:covered?|from|span))?",
    re.IGNORECASE,
)
"""Matches "How far back do the articles go", "how big is the library"."""
WHO_WROTE = re.compile(
    rf"(?:(?:who|which\s{PAPERS})\s(?:has\s|have\s|else\s)?(?:wr[io]tes?|wrote|written|report(?:s|ed)?)\s(?:most\s)?"
    rf"(?:about|on)|which\s{PAPERS}\s(?:covers?|covered))\s(?P<topic>.+)",
    re.IGNORECASE,
)
"""Matches "Who wrote about", "which papers cover"."""
ARE = re.compile(rf"(?:any\s|an?\s)?{ARTICLE}\b(?P<rest>.*)", re.IGNORECASE)
"""Matches "Articles", with what follows."""
ABOUT = re.compile(
    r"(?:(?:the|is|are|was|were|published|written|printed|posted|said)\s)*(?:(?:all|only|mainly|mostly)\s)?(?:about|on"
    r"|regarding|concerning|cover(?:s|ed|ing)?|deal(?:s|ing)?\swith|relat(?:ed|ing)\sto|discuss(?:es|ed|ing)?"
    r"|(?:wr[io]tes?|wrote|written|writing|report(?:s|ed|ing)?|published)\s(?:(?:the\s)?(?:most|more|something|anything)\s)?"
    r"(?:about|on)|describ(?:e|es|ed|ing)|to\sdo\swith)\s(?P<topic>.+)",
    re.IGNORECASE,
)
"""Matches "About the mine", after the word for articles."""
MENTION = re.compile(
    r"(?:(?:do(?:es)?|have|has|did)\s)?(?:(?:actually|also|only|even|all)\s)?(?:mention(?:s|ed|ing)?|nam(?:e|es|ing)"
    r"|contain(?:s|ing)?|refer(?:s|ring)?\sto|talk(?:s|ing)?\s(?:about|of)|say\s(?:something|anything)"
    r"\s(?:about|on)|speak(?:s|ing)?\s(?:about|of)|with\sthe\s(?:words?|names?)|includ(?:e|es|ing)|quot(?:e|es|ing)"
    r"|cit(?:e|es|ing)|featur(?:e|es|ing)|referenc(?:e|es|ing)"
    r"|(?:bring(?:s|ing)?|brought)\sup|touch(?:es|ing)?\s(?:up)?on|name-?check(?:s|ing)?"
    r"|(?:is|are)\s(?P<passive>.+?)\s(?:mentioned|named)(?:\sin)?)(?:\s(?P<topic>.+))?",
    re.IGNORECASE,
)
"""Matches "That mention the mine", after the word for articles."""
_NAMED_AS: Final = r"(?:mentioned|named|quoted|discussed|covered|talked\sabout)"
MENTIONED_IN = re.compile(
    rf"""(?:in\s)?(?:how\smany|which|what)\s{ARTICLE}\s(?:do(?:es)?|is|are|was|were)\s(?P<topic>.+?)
    \s(?:appear|occur|come\sup|feature|{_NAMED_AS})(?:\sin)?
    |(?:where|how\s(?:often|many\stimes))\s(?:is|are|was|were|do(?:es)?)\s(?P<where>.+?)\s(?:{_NAMED_AS}|appear|occur|come\sup)
    |how\s(?:often|many\stimes)\s(?:is|does)\s(?P<times>.+?)\s{_NAMED_AS}\sin\s(?:the|your|these|all)\s(?:the\s)?{ARTICLE}
    |(?:is|are|was|were)\s(?P<anywhere>.+?)\s{_NAMED_AS}\s(?:anywhere|(?:in|by)\s(?:any|some|one)(?:\sof\s(?:the|your|these))?
    \s{ARTICLE}|in\s{CORPUS})""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "In which articles is the mine mentioned", "where does the mine appear"."""
NEW = re.compile(
    r"(?:what(?:'s|\sis|\shas)?\s(?:new|happening|in\sthe\snews|up|changed|been\sadded)|any\s(?:news|updates?)"
    r"|(?:anything|something)\snew|(?:the\s|today's\s)?(?:latest|news|headlines|newest|top\sstories)"
    r"|what(?:'s|\sis)\sthe\s(?:latest|news|newest))(?P<rest>\b.*)",
    re.IGNORECASE,
)
"""Matches "What's new", "any news"."""
LATEST = re.compile(
    rf"""{POLITE}(?:(?:what(?:'s|\sis|\sare)|tell\sme|give\sme|show\sme|any|is\sthere\sany)\s)?(?:the\s)?
    (?:latest|newest|most\srecent|recent|current)(?:\s(?:(?:news\s)?(?:reports?|headlines)|news|coverage|updates?|developments?|word|state|status))?
    \s(?:on|about|regarding|in|with|from|of|for)\s(?P<topic>.+)
    |(?:give\sme\s)?(?:(?:an|the|any)\s)?(?:updates?|developments?)\s(?:me\s)?(?:on|about|regarding|from|in)\s(?P<update>.+)
    |latest\s(?P<between>.+)\snews|what\s(?:do|does|are)\sthe\s(?:newest|latest|most\srecent)\s{ARTICLE}\s(?:say|saying)\s(?:about|on)\s(?P<say>.+)
    |(?:is|has|have)\sthere\s(?:been\s)?(?:anything\snew|any(?:thing)?\s(?:news|updates?|developments?))\s(?:on|about|regarding|from|of|in|with)\s(?P<there>.+)
    |(?:any|is\sthere)\s(?:any\s)?(?:new|news|updates?|newer\snews)\s(?:on|about|regarding|from|of)\s(?P<other>.+)
    |(?:how|where)\sdo(?:es)?\s(?:things|matters|it)\sstand\s(?:with|on|in)\s(?P<third>.+)
    |what(?:'s|\sis)\s(?:new|happening|going\son)\s(?:with|on|about)\s(?P<fourth>.+)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "What's the latest on the mine"."""
KNOWN_OF = re.compile(
    r"what\s(?:was|were|had\sbeen)\s(?:already\s|then\s)?(?:known|reported|clear)\s(?:already\s|then\s)?"
    r"(?:about|of|on)\s(?P<topic>.+)",
    re.IGNORECASE,
)
"""Matches "What was known about the mine", which is asked as of a day."""
SUMMARY = re.compile(
    rf"""{POLITE}(?:(?:give|write|get|show|make|provide|send)\s(?:me\s|us\s)?|what(?:'s|\sis|\sare|\swere)\s)?
    (?:(?:a|an|the|me|some|your)\s)*
    (?P<length>(?:(?:very|really|super|quick(?:ly)?|brief(?:ly)?|short|long(?:er)?|detailed|one-sentence
    |full|in-depth|thorough|simple|three-sentence|concise)\s)*)
    (?:summar(?:y|ies|i[sz]e[sd]?|i[sz]ing)|sum(?:ming)?\s(?:it\s)?up|recap|digest|gist|run-?down|briefing|synopsis|outline
    |(?:catch|bring|fill)\sme\s(?:up(?:\sto\s(?:speed|date))?|in)
    |(?:key|main|central|most\simportant|essential|big(?:gest)?)\s(?:events?|stories|points?|takeaways?|facts?|messages?|ideas?|claims?|findings?)
    |take-?aways?|tl;?\s?dr:?|overview|brief\sme(?:\son)?|bullet\spoints)\b
    (?P<rest>.*)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "Summarise", "give me the gist of", "key points of"."""
TIMELINE = re.compile(
    rf"""{POLITE}(?:(?:give|show|make|draw|build|write|get|put\stogether)\s(?:me\s|us\s)?|what(?:'s|\sis|\sare|\swas|\swere)\s)?
    (?:(?:an?|the|me|some)\s)*(?:(?:short|full|complete|brief|detailed|key|important|main)\s)*
    (?:time-?\s?lines?|chronology|(?:sequence|order|course)\sof\sevents|dates)(?:\s(?:of|for|in|on|about|from|to)\b)*
    (?P<rest>.*)
    |what\shappened\s(?:when|step\sby\sstep|and\swhen)\s(?:in|with|to|during)\s(?P<when>.+)
    |in\s(?:what|which)\sorder\sdid\s(?P<order>.+?)\s(?:happen|take\splace|occur|unfold)
    |how\sdid\s(?P<unfold>.+?)\s(?:unfold|develop|evolve|play\sout)(?:\sover\stime)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "A timeline of", "what happened when in", "in what order did"."""
BRIEFLY = re.compile(
    r"^(?:in\s(?:short|brief|a\snutshell|a\sfew\swords)|briefly|quickly),?\s|,?\s(?:in\s(?:short|brief|a\snutshell|a\sfew\swords"
    r"|(?:\d+|one|two|three|four|five|a\sfew)\s(?:sentences?|lines|points|words))|briefly|quickly|for\sme)$",
    re.IGNORECASE,
)
"""Matches "In short", "in three sentences": a short summary will do."""
TELL = re.compile(
    rf"""{POLITE}(?:(?:the|what(?:'s|\sis|\sare)\sthe|give\sme\sthe)\s(?:(?:\w+\s)?(?:highlights?|bottom\sline|short\sversion|contents?)\s(?:of|from|in)
    |(?=.*\bin\s))|(?:highlights|contents?)\s(?:of|from)|explain|describe|boil\sdown|condense|shorten|(?:run|walk|take|talk)\sme\sthrough
    |tell\sme\s(?:more\s)?about|what(?:'s|\sis)\s(?:in|said\sin|written\sin)|what\s(?:should|do|must)\si\s(?:need\sto\s)?know\sabout
    |what\sdid(?=\s(?:the|that|this|your)\s(?:[^?]{{2,60}}?\s)??{ARTICLE}\s(?:about|on)\s))\s(?P<rest>(?:the|that|this|your)\s(?:[^?]{{2,60}}?\s)??{ARTICLE}\b(?!\sof\b).*?)(?:\s(?:say|tell|report))?""",
    re.IGNORECASE | re.VERBOSE,
)
"""What asks for a summary if it is an article that is to be told."""
NEWS_OF = re.compile(
    rf"(?:{POLITE}(?:what(?:'s|\sis|\swas|\swere)\s)?(?:the\s)?(?:top\s|main\s|big\s|most\simportant\s)?(?:news|headlines|highlights|top\sstories"
    r"|in\s(?:brief|short))(?:\s(?:of|from|on))?(?:\sin\s(?:brief|short))?)|'?s\snews",
    re.IGNORECASE,
)
"""Matches "The news", "today's headlines": asked of some days."""
WHAT_SAYS = re.compile(
    rf"""{POLITE}(?:tell\sme\s)?what(?:'s|\sis|\sdoes)?\s(?:the|that|this|your)\s
    (?P<rest>(?:[^?]{{2,40}}?\s)??{ARTICLE}\b(?!\sof\b).*?)
    \s(?:about|say(?:ing|s)?|tell(?:ing|s)?(?:\sus|\sme)?|cover(?:ing|s)?|all\sabout|argu(?:e|es|ing)|claim(?:s|ing)?)""",
    re.IGNORECASE | re.VERBOSE,
)
"""Matches "What does the article on the mine say"."""
REPORTED_ON = re.compile(
    rf"{POLITE}(?:tell\sme\s)?what\s(?:did|does|do|has|have)\s(?:the\s)?"
    r"(?:report(?:ed)?|writ(?:e|ten)|wrote|publish(?:ed)?|print(?:ed)?|say|said|have)"
    r"\s(?:on|about|regarding|concerning)\s(?P<topic>.+)",
    re.IGNORECASE,
)
"""Matches "What did the report on the mine", where a paper's name is left out."""
WHAT_HAPPENED = re.compile(
    rf"{POLITE}(?:tell\sme\s)?what\s(?:happened|was\s(?:happening|in\sthe\snews)|made\s(?:the\snews|headlines)"
    r"|went\son|is\sthe\snews)(?P<rest>(?:\sin\s(?:the\s(?:world|news)|(?!the\s)[\w'-]+))?)",
    re.IGNORECASE,
)
"""Matches "What happened": asked of some days."""
HAPPENED_WITH = re.compile(
    rf"{POLITE}(?:tell\sme\s)?what(?:\s(?:has|is)|'s)?\shappen(?:ed|ing)\swith\s(?P<rest>.+)",
    re.IGNORECASE,
)
"""Matches "What happened with the mine": one whole story is asked for."""
TAKE: Final = r"(?:takes?|accounts?|analys[ie]s|angle|view|version)\s(?:on|of)\s"
"""What a paper makes of something: "the Fjord Times's take on the mine"."""
TARGET = re.compile(
    rf"(?:(?:of|about|on|for|from|in|to|me)\s)*(?:(?:the|that|this|an?|your|my|what|everything|all)\s)*"
    rf"(?:(?P<publisher>[^?]{{2,40}}?)\s)??(?:(?:full|whole|entire|latest|newest)\s)?{ARTICLE}\s?"
    r"(?:(?:do\syou\shave|there\sis|we\shave|that\s(?:is|was)|(?:is|was|has)|saying|says|called|titled|entitled|headlined|about|on|of|by"
    r"|from|regarding|concerning|covering|where|in\swhich)\s)*(?P<topic>.*)",
    re.IGNORECASE,
)
"""Matches "The article about the mine": what is to be summarised."""
SUMMARY_LEAD = re.compile(
    r"^(?:(?:of|about|on|for|from|in|what\s(?:has\s)?happened|what\s(?:the\s)?(?:says?|said|writes?|wrote"
    r"|reports?|reported)\s(?:about|on))\s)+",
    re.IGNORECASE,
)
"""Words before what is to be summarised, which are no part of it."""
FILLER = re.compile(
    r"\s*\b(?:please|pls|plz|thanks|thank\syou|now|lately|recently|do\s(?:you|we)\s(?:have|know)|have\s(?:you|we)\sgot|(?:are|is)\sthere|(?:in|from)\s(?:total|all|here"
    rf"|(?:the|this|your|our|my)\s(?:{_STORE}|articles))|altogether|at\sall|(?:that|which)"
    r"(?=\s)|in\shere|here|were|was|are|is|then|so\sfar|exactly|right\snow|(?:that\s)?(?:you|we)\s(?:have|got|know|use|hold)"
    r"|published|written|dated|printed|posted|from|say|saying|tell|telling)\s*$",
    re.IGNORECASE,
)
"""Words after a subject, which are no part of it."""
OPENING_FILLER = re.compile(
    r"^\s*(?:(?:do\s(?:you|we|i)\s(?:have|know(?:\sof)?)|have\s(?:you|we)(?:\sgot)?|(?:are|is)\sthere|you\shave|we\shave"
    r"|(?:that|which|who)\s(?=\w)|(?:you|we)\suse|(?:can|could)\syou\s(?:find|show|give)(?:\sme)?|in\stotal|available|stored|here"
    rf"|in\s(?:the|this|your)\s(?:{_STORE}))\b\s*)+",
    re.IGNORECASE,
)
"""Words between "articles" and what says which."""
BEFORE_ASKING = re.compile(
    r"[.!?:;]\s|\b(?:like|want|need|wish)\sto\sknow,?\s|\bwonder(?:ing)?,?\s|\btell\sme,?\s",
    re.IGNORECASE,
)
"""Ends of what is said before the question itself."""
TELLING_KIND: Final = tuple(
    "article articles latest mention mentioned mentions newest oldest published publishers stories"
    " summaries summarise summarize summary".split()
)
"""Words that tell the kind, to be known when misspelt."""
TRIM: Final = " \t\n?!.,;:\"'“”‘’"
"""Characters around a subject that are no part of it."""
EMPTY = re.compile(
    r"(?:(?:do|did|publish|print|write|you|we|i|have|has|know|in|the|this|your|corpus|library|archive|total|all|are|is|there|got|here|today|was|were"
    r"|published|written|from|of|on|at|been|added|can|see|ask|so|far|now|please|and|a|it|that|any|anything)\W*)*",
    re.IGNORECASE,
)
"""Words that narrow nothing."""
# "Is it red or blue?" is answered by neither yes nor no; "do you …?" is asked of the program.
YES_NO = re.compile(
    r"(?:(?:and|but|so|ok(?:ay)?|also|please|then)\b,?\s)*(?:did|does|do|is|are|was|were|has|have|had|will|would|can|could"
    r"|should|must)(?:n't)?\s(?!(?:you|u|we|i|me)\b)(?!.*\bor\b)",
    re.IGNORECASE,
)
"""Matches what begins a question that is answered by yes or no."""
