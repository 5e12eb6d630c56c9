"""Small talk: greetings, thanks, questions about the program, and about the answer before.

What was typed is put into fewer words first, the same for all ways to say a thing; then the whole
of it must be known. One clause that is not makes it a question for the articles.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from corpus.language.corrections import CORRECTED
from corpus.text.search_terms import without_accents

__all__ = ["ABOUT_ANSWER", "COURTESIES", "Topic", "topics"]

Topic = Literal[
    "greeting", "thanks", "goodbye", "fine", "well",
    "wrong", "who", "able", "ask", "how", "program",
    "source", "published", "author", "quote", "sure", "corrected", "shorter", "summary", "more",
    "place", "article", "page",
]  # fmt: skip
COURTESIES: Final[frozenset[Topic]] = frozenset(("greeting", "thanks", "goodbye", "fine", "well"))
"""Topics that ask for nothing."""
ABOUT_ANSWER: Final[frozenset[Topic]] = frozenset(
    ("source", "published", "author", "quote", "sure", "corrected", "shorter", "summary", "more",
     "place", "article", "page")
)  # fmt: skip
"""Topics that ask of the answer before. "page" goes on with it: with a list's next page, else with
more of the same."""
_MOST_WORDS, _LONGEST = 25, 400
"""Words and characters; what is longer is no small talk."""

# Each word gives way to the first of its line; the phrases below are written in these.
_SAME: Final = {
    form: forms.split()[0]
    for forms in (
        "you u ya yourself",
        "are r",
        "can could would will may",
        "what wat",
        "i im",
        "hi hiya heya hey hello hallo hullo howdy yo hola bonjour greetings ahoy salutations gday",
        "thanks thank thankyou thx thnx tnx ty tysm merci gracias danke cheers ta",
        "bye goodbye byebye farewell ciao adios cheerio goodnight",
        "ok okay okey okie k kk alright great cool nice perfect awesome excellent fine interesting"
        " amazing fantastic brilliant lovely super wonderful impressive wow noted understood neat",
        "yes yeah yep yup no nope lol haha hahaha hm hmm oh ah aha indeed sorry oops agreed",
        "helpful useful kind",
        "that this it these those they",
        "article story piece report page post text articles stories paper papers newspaper outlet"
        " publication website site magazine",
        "source sources citation citations reference references proof evidence",
        "published written posted printed released dated",
        "wrote authored",
        "author authors writer journalist reporter byline",
        "quote quotes quotation quotations sentence passage wording words",
        "details detail info information background facts",
        "sure certain positive confident",
        "true right correct accurate confirmed reliable verified",
        "exact full original precise actual verbatim direct literal whole complete entire",
        "short shorter brief briefer briefly concise simple simpler simply condensed quick",
        "summarize summarise summarised summarized sum recap outline tldr gist digest summary",
        "ai robot bot machine human person computer program chatbot llm chatgpt gpt claude gemini"
        " alexa siri",
        "internet web net google online",
        "kind sort type kinds sorts types",
        "question questions things topics topic subjects stuff",
        "answer answers",
    )
    for form in forms.split()
}
_DROPPED: Final = frozenset(
    "a an the please pls plz just really actually very so exactly now then again here today me us"
    " quite bit little much some any still even also anyway ever only my its their kindly mate dude"
    " man buddy friend guys folks sir always absolutely too".split()
)
# What is typed before the thing that is asked for; it is taken away step by step.
_LEAD: Final = re.compile(
    r"(?:and|but|well|or|can you|can i|do you have|have you got|is there|are there|i (?:want|need"
    r"|like|can like)(?: to)?|id like(?: to)?|let|show|give|tell|see|get|have|list|name|cite"
    r"|provide"
    r"|make|keep|know|hear|learn|in|what is|whats|what was|what are|for) (?=.)"
)
# Of a court: "what was the sentence?" asks what somebody got.
_PENALTY: Final = re.compile(
    r"\b(?:whats?|how (?:long|harsh|severe|heavy))(?: is| was)? (?:the|his|her|their|its) "
    r"(?:prison |jail |final )?sentence\b(?! (?:of|from|in) (?:that|the|this))"
)
_THAT: Final = "(?:that|article|quote|answer|source)"
_OF: Final = f"(?: (?:of|for|about|on|from|to|in) {_THAT})?"
_OF_LIST: Final = "(?: (?:of|from|in|on) (?:that|them|article|list))?"
_ON: Final = "(?: (?:about|on|of|for|than) (?:that|him|her|them|article|subject|topic|question))?"
_ITS: Final = "(?:that is |thats |that was |you are |youre |answer is |that |sounds |not )?"
# In the fewer words. Every word is written out: typing errors are corrected to these words.
_PHRASES: Final[Mapping[Topic, str]] = {
    "greeting": "hi(?: there| all| everyone| world| again| hi| ai)?|good (?:morning|afternoon"
    "|evening|day)"
    "|morning|evening|welcome|test|testing|(?:ok|good|pleased|happy) to (?:meet|see) you"
    "|(?:is )?(?:anyone|anybody|someone) (?:there|home)|(?:are )?you (?:there|awake|ready"
    "|listening)",
    "thanks": "(?:many |big |ok )?thanks(?: you)?(?: lot| million| bunch| ton)?(?: for (?:that|all"
    "|everything|all that|help|your help|answer|details|your time|helping|your answer"
    "|quick answer))?"
    f"|(?:i )?appreciate(?:d| that| your help)|{_ITS}(?:youve been "
    f"|you have been )?(?:most )?helpful"
    "|you helped",
    "goodbye": "bye(?: bye)?|good (?:night|bye)|(?:see|catch) you(?: later| soon| tomorrow"
    "| around)?"
    "|(?:talk|speak)(?: to you)? (?:soon|later)|later|take care|until next time"
    "|have (?:ok|good|rest of your) (?:day|one|evening|weekend|night|time)"
    "|i (?:am )?(?:done|off|leaving|finished)|(?:that is|thats|that was|that can be) all(?: for)?"
    "|(?:i )?(?:have to|gotta|must|need to) go",
    "fine": f"{_ITS}(?:ok|good|true|funny|bad)|yes|got that|gotcha|i (?:see|understand)"
    "|sure|(?:that )?makes sense|well done|fair enough|yes (?:worries|problem)|ok ok|exactly"
    "|(?:good|ok) (?:job|work|answer|to know|point|ai|one|question|try)|i (?:like|love) (?:that"
    "|you)"
    "|never ?mind|forget that|ignore that|same to you|you too|likewise|i am yes|you are (?:best"
    "|smart)",
    "well": "how (?:are|do) you(?: doing| feeling| do)?|how have you been|(?:whats|what is) up|sup"
    "|how(?:s| is) (?:that going|everything|life|your day)|how are things|(?:are )?you (?:ok"
    "|good|well)",
    "wrong": f"{_ITS}(?:wrong|incorrect|false|nonsense|useless|stupid|not true|not helpful|rubbish"
    "|irrelevant|mistaken|wrong answer)|(?:that is |thats )?not (?:what i (?:asked|meant|wanted)"
    "|helpful|answer)|(?:that|you) (?:did not|does not|didnt|doesnt|dont) (?:answer question|help"
    "|answer that|answer|understand|make sense)|i (?:did not|didnt) (?:ask|mean) that",
    "who": "(?:who|what) (?:are|is) you|your name|do you have name|(?:introduce|describe) you"
    "|(?:more |something )?about you|what (?:should|do|can) i call you|where are you from"
    "|who am i (?:talking|speaking|chatting) (?:to|with)|how old are you|who do you work for"
    "|who (?:made|built|created|wrote|programmed|developed|trained|owns|runs|is behind) you",
    "able": "(?:how )?(?:can )?(?:you )?help(?: with that| with something)?|i need (?:your )?help"
    "|what (?:else )?(?:can|do) you (?:do|offer)|what cant you do|how (?:can|do|should) i use you"
    "|what are you (?:able to do|good at|good for|for|capable of|doing)|what (?:can|do|should) i do"
    "|your (?:capabilities|features|functions|abilities|skills|limits|limitations|purpose|job"
    "|function|task|role)|instructions|usage|commands|menu|manual|features|why are you",
    "ask": "what (?:else )?(?:can|should|do|might) (?:i|we|one|people) ask(?: you| about| next)*"
    "|(?:what|which) (?:kind of |helpful of )?question(?: (?:can|should|do|are) (?:i|we|you|there)"
    "(?: (?:ask|answer|take|understand|cover|know|handle|have)(?: you| about)?)?)?"
    "|what can you (?:answer|tell|talk about|help with|explain)(?: about)?"
    "|(?:examples?|example question|suggestions?|ideas)(?: of question)?"
    "|suggest(?: question| something)|i (?:dont|do not) know what to ask(?: you)?",
    "how": "how (?:do|does|did) you (?:work|function|answer|do that|answer question)"
    "|how do you (?:find|get|choose|pick|produce|generate|select|come up with|decide|search)"
    "(?: your)?(?: (?:that|answer|source|quote|article|question|everything|what to say|details"
    "|all))*"
    "|where do you (?:get|take|find)(?: your| all)?(?: (?:answer|details|news|data|knowledge"
    "|article"
    "|source|quote))(?: from)?|how (?:were|are) you (?:made|built|trained|programmed)"
    "|(?:what|which) (?:models?|technology|ai|data) (?:do|are) you (?:use|using)|how true are you"
    "|are you (?:true|trustworthy|biased|neutral|objective|honest|ever wrong)|(?:trust|believe) you"
    "|do you (?:lie|hallucinate|cheat|make (?:question|that|mistakes|errors)(?: up)?"
    "|make up (?:that"
    "|question)|invent (?:question|that)|have opinions?)|(?:do )?(?:you )?(?:have )?(?:access to"
    "|search|browse|use|read) internet|are you (?:connected to |on )?internet",
    "program": "(?:are you|you are|youre|is that|is there) (?:true |real )?ai(?: or (?:real )?ai)*"
    "|am i (?:talking|speaking|chatting) (?:to|with) (?:real )?ai|(?:talk|speak|chat) (?:to|with) "
    "(?:real )?ai|do you (?:have feelings|think|sleep|eat|dream|feel|exist|use ai)"
    "|(?:what|which) ai are you|are you (?:real|alive|conscious|sentient|intelligent)",
    "source": "(?:from |in )?which (?:article|source)(?: (?:is|was|did|does|do|says|said|has|are)"
    f"(?: {_THAT}| you)?(?: from| in| come from| published in| say(?: that)?| get that from| quote"
    f"| use)?)?|(?:your )?source{_OF}|where(?:s| is| was| does| did| are) {_THAT}(?: come)? from"
    "|where did you (?:get|find|read|see|hear) that(?: from)?|how do you know(?: that)?|says who"
    f"|who is (?:your )?source|what is {_THAT} based on|what (?:do|did|are) you (?:quote|cite)"
    f"|(?:title|headline){_OF}",
    "published": f"when (?:was|were|is|did) {_THAT} (?:first )?(?:published|from|come out|appear)"
    f"|date (?:of|for) {_THAT}|(?:publication|publishing) date{_OF}|date of publication{_OF}"
    "|how (?:old|recent|new|current) (?:is|are) (?:article|source|answer|details|that news)"
    f"|(?:from|what) (?:when|date|day) is {_THAT}(?: from)?|is article new"
    f"|is {_THAT} (?:recent|current|up to date|outdated|old news|out of date)",
    "author": f"who (?:wrote|published) {_THAT}|(?:who(?: is|s) )?(?:author|publisher){_OF}"
    f"|which author (?:wrote|published) {_THAT}|(?:by )?who is {_THAT} (?:published )?by",
    "quote": f"exact(?: quote)?{_OF}|(?:your )?quote{_OF}|quote {_THAT}|(?:exact )?word for word"
    f"|what (?:does|did|do) (?:that|source|quote) say(?: exact)?|(?:say|repeat)(?: {_THAT})?"
    "|come again|pardon|what did you say|once more|one more time|again",
    "sure": f"(?:are )?you sure(?: (?:about|of) {_THAT})?|how sure (?:are you|is {_THAT})"
    f"(?: (?:about|of) {_THAT})?|(?:is|was|are) {_THAT} (?:true|real|sure|fact|helpful)|really"
    f"|truly"
    "|seriously|prove that|yes way|is that|fact check|how (?:do|can) i (?:know|verify|check)"
    f"(?: {_THAT})?(?: (?:that is |thats |is )?true)?|(?:trust|verify|confirm|check|double check"
    f"|believe|prove|rely on) {_THAT}|(?:who|which article|which source|what) else (?:says|reports"
    "|tells|confirms|wrote|said|reported)(?: that)?|(?:do|does|did) (?:another|other|anyone"
    "|anybody)"
    "(?: else)?(?: article| source)? (?:say|confirm|report|article|tell|agree)(?: that| same)?"
    f"|(?:other|second|more|another) source{_OF}|i doubt that|i (?:dont|cant) believe (?:you|that)",
    "corrected": f"(?:has|have|was|were|is|are|did) {_THAT}(?: (?:been|get|ever|since|later))*"
    f"(?: (?:{CORRECTED}))(?: (?:since|later|yet))?|did (?:you|that|author"
    f"|publisher) (?:correct|amend|retract|clarify) {_THAT}|(?:does|did|has) {_THAT} (?:have |carry"
    " |been )*(?:correction|clarification)",
    "shorter": "(?:explain |say |put |be )?(?:that )?(?:more )?(?:short"
    "|less details?)(?: (?:version"
    f"|answer|one|summarize)){{0,2}}{_OF}|(?:that is |thats |that was )?(?:too )?long"
    "|(?:explain |say )?(?:that )?(?:in )?(?:one|few|fewer|less|two) (?:short )?(?:quote|word)"
    f"|(?:shorten|condense|simplify)(?: {_THAT})?",
    "summary": f"(?:short )?summarize(?: {_THAT})?(?: up)?{_OF}|(?:main|key) points?{_OF}"
    "|what (?:is|does) (?:exact )?article (?:about|say)",
    "page": "(?:more|next|rest|remaining|others?|another)(?: (?:article|ones?|part|results?))?"
    f"{_OF_LIST}|(?:go on|continue)(?: with)?(?: that| list)?|keep going|carry on|proceed|and then"
    "|then what|what else|(?:anything|something) else|load more|what about others",
    "more": f"(?:more|further)(?: details)?{_ON}|tell more"
    "|longer|details|read on|go deeper|expand|elaborate"
    "|(?:elaborate|expand|explain|go|say)(?: on)?(?: that)?(?: further| more| details"
    "| in details| in more details)|explain(?: that)?|(?:elaborate|expand) on that|more details"
    f"|what (?:else|more)(?: (?:does|do|can|is) (?:{_THAT}|you|there)(?: (?:say|tell|know)){_ON})?"
    f"|(?:anything|something) (?:else|more)(?: to (?:know|say))?{_ON}"
    "|(?:that |long |longer )(?:longer|version|answer|one)",
    "place": f"where (?:does|did|do) (?:that|article|source) (?:say|state|article)(?: that)?"
    f"|where in article"
    "(?: (?:is|does) that(?: say that| published)?)?|which (?:paragraph|line|part|section|quote)"
    "(?: of article)?(?: (?:is that(?: from| in)?|says(?: that)?))?"
    f"|where is {_THAT} (?:published|stated|said|mentioned|in article|stand)"
    "|where (?:can|do) i (?:read|find|see|check) that|where that (?:says(?: that)?|is|stands)"
    f"|(?:in )?(?:more )?context{_OF}",
    "article": "(?:show|open|read|view|display|see) (?:exact )?(?:article|that)|(?:exact )?article"
    f"|(?:link|links|url|address)(?: to)?{_OF}|where (?:can|do) i (?:read|find|see|open) article"
    "|article called",
}
_PATTERNS: Final = {topic: re.compile(phrase) for topic, phrase in _PHRASES.items()}


def topics(text: str) -> tuple[Topic, ...]:
    """Return what a message asks, in its order, if it is small talk; else nothing.

    Args:
        text: As it was typed, in English.
    """
    if len(text) > _LONGEST:
        return ()
    plain = re.sub(r"[’'`´]", "", without_accents(text).casefold())
    plain = re.sub(r"\bon ?record\b", "you", plain)  # called by its name
    plain = re.sub(r"\btl;? ?dr\b", "tldr", plain)  # else split at its ";"
    plain = re.sub(r"\b(?:large )?language model\b", "ai", plain)
    clauses = [
        re.findall(r"[a-z]+", clause) for clause in re.split(r"[.!?;,:\n]|\s[-–—]+\s", plain)
    ]
    # "Next 30" asks for a page; any other figure is asked of the articles.
    plain = re.sub(r"\b(next|other|remaining) \d{1,4}\b", r"\1", plain)
    if re.search(r"\d", plain) or sum(map(len, clauses)) > _MOST_WORDS or _PENALTY.search(plain):
        return ()
    of_clauses: list[Topic] = []
    for words in filter(None, clauses):
        known = _topics(tuple(map(_spelled, words)))
        if not known:
            return ()
        of_clauses += known
    return tuple(dict.fromkeys(of_clauses))


def _topics(words: tuple[str, ...]) -> list[Topic]:
    """Return the topics of a clause, also of several without a comma: "ok thanks bye"."""
    if topic := _topic(words):
        return [topic]
    for at in range(1, len(words)):
        topic = _topic(words[:at])
        # Only a courtesy needs no "and" after it: "ok thanks bye".
        joined = words[at] in ("and", "but") and at + 1 < len(words)
        if topic and (topic in COURTESIES or joined) and (rest := _topics(words[at + joined :])):
            return [topic, *rest]
    return []


def _topic(words: tuple[str, ...]) -> Topic | None:
    for form in _shortened(" ".join(words)):
        for topic, pattern in _PATTERNS.items():
            if pattern.fullmatch(form):
                return topic
    return None


def _shortened(text: str) -> Iterator[str]:
    """Yield a clause as it stands, then in fewer and fewer words."""
    yield text
    text = re.sub(r"\bfor (?:me|us)\b", "", text)
    words = [_SAME.get(word, word) for word in text.split() if word not in _DROPPED]
    text = " ".join(words)
    text = re.sub(
        r"\bwhat (?=(?:article|source|author|paragraph|line|part|section|quote)\b)", "which ", text
    )
    text = re.sub(r"\b(?:that|your) (?=(?:article|source|quote|answer)\b)", "", text)
    text = re.sub(r"\bexact (?=(?:article|source)\b)", "", text)
    while text:
        yield text
        lead = _LEAD.match(text)
        text = text[lead.end() :] if lead else ""


def _spelled(word: str) -> str:
    """Return a word as it is spelled here, if it is one with a typing error."""
    vocabulary, errors = _vocabulary()
    # "Hellooo": a letter that comes three times is tried as two and as one.
    for form in (word, re.sub(r"(.)\1{2,}", r"\1\1", word), re.sub(r"(.)\1+", r"\1", word)):
        if form in vocabulary:
            return form
        if form in errors:
            return errors[form]
    return word


@cache
def _vocabulary() -> tuple[frozenset[str], Mapping[str, str]]:
    """Return all words of small talk, and their spellings with two letters changed or one left out.

    Other errors make other words too often: "quota" is no "quote".
    """
    known = frozenset(re.findall(r"[a-z]+", " ".join(_PHRASES.values()))) | {*_SAME} | _DROPPED
    errors: dict[str, str] = {}
    # In order, so that an error that two words share is the same one's each time.
    for word in sorted(known):
        for at in range(len(word) - 1):
            # Two letters that change places make another word: "no", "on".
            if len(word) > 2:  # noqa: PLR2004
                errors.setdefault(word[:at] + word[at + 1] + word[at] + word[at + 2 :], word)
            if len(word) > 4:  # noqa: PLR2004
                errors.setdefault(word[: at + 1] + word[at + 2 :], word)
    return known, errors
