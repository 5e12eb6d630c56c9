"""Detection of sentences that report nothing, so that none is quoted as a statement.

Headings and an interviewer's questions tell what the text beside them is about. Datelines,
bylines, credits, rights, links to other articles, requests to follow, share or subscribe, notes of
correction, and orders to whoever answers are no part of the report. All of them stay in the
article's text.
"""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Literal

from corpus import Hit
from corpus.language.corrections import corrections, is_correction
from corpus.language.instructions import is_order, is_question, is_to_writer
from corpus.language.tokens import fold

__all__ = ["Kind", "kinds"]

Kind = Literal["statement", "heading", "question", "boilerplate"]

_LONGEST_HEADING: Final = 12
"""Words, or Chinese or Japanese characters, of a heading or a dateline."""
_LONGEST_NOTE: Final = 30
"""Words of a credit, a link or a request."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\W_]+(?:['-][^\W_]+)*")
# Ends as running text does, in any script; headings, bylines and links do not.
_CLOSED = re.compile(r"[.!?…。！？।॥؟۔,;，、；][\"')\]」』）*]*$")
# A small letter at the beginning goes on with the line above.
_LOWER_START = re.compile(r"[\"'(\[]*[a-zà-öø-ÿа-я]")
_FACT = re.compile(r"\d|\S: |[@|]")
"""What a line of a list or a table has, and a heading seldom."""
# "LONDON, England (AP)", "(Reuters)", or what ends with the dash before the report.
_DATELINE = re.compile(r"-$|^(?:[A-Z][A-Z .'-]+(?:,[^()]{2,30})? )?\((?:[A-Z]{2,}|[A-Z]\w+)\)$")
_INTERVIEWER = re.compile(r"(?:Q|Question|Frage)\s?[:.]\s")
_REPORTED = re.compile(r"(?:\w+\W+){4,}?\w+: |\"")
"""What stands before a question that somebody is said to ask."""
# "[UPDATE]", "(VIDEO)": a label of the paper's own.
_TAG = re.compile(
    r"\[[A-Z][A-Z &/-]{2,20}\]$|^\[[A-Z][A-Z &/-]{2,20}\]\s|\((?:VIDEO|PHOTOS?|PICTURES|WATCH)\)$"
)
_NAME: Final = r"[^\W\d_a-zà-ÿ][\w.'-]*"
# "By Ane Roe and Olav Brand", "Von Ane Roe", "Ane Roe / AFP".
_BYLINE = re.compile(
    rf"(?:By|BY|Von|Par|Por|Di|Door|Oleh|Av) {_NAME}"
    rf"(?:(?:,? (?:and|und|et|y|e|i|in|for)|,)? {_NAME})*"
    rf"|{_NAME}(?: {_NAME})+ ?/ ?(?:[A-Z]{{2,}}\b.*|Reuters)"
)
_LINKS = re.compile(
    r"""\W*(?:read|see|watch|listen|more|related|also|don't\smiss|recommended|up\snext|trending
    |most\s(?:read|popular)|(?:you\s(?:may|might|could)|we)\s(?:also\s)?(?:like|recommend)|continue
    |further|in\spictures|gallery|explainer|go\sdeeper|editors?'s?\spicks?|lire|à\slire|voir|mehr
    |lesen\ssie|siehe|lee|leia|leggi|le[esz]r?|läs|czytaj|читайте|baca|関連記事|続きを読む)
    (?:\s(?:also|more|next|on|now|this|here|too|auch|aussi|también|também|anche|juga|också|også
    |także|также|story|stories|articles?|posts?|reading|tweets?|zum\sthema|sur\sle\ssujet))*
    \s?[:：|>»]?(?P<link>(?<=[:：|>»]).*)?""",
    re.IGNORECASE | re.VERBOSE,
)
"""A link to another article, or, without the link, what stands above some."""
_RIGHTS = re.compile(
    r"""©|\(c\)\s?(?:19|20)\d\d|^copyright\b(?!.*\b(?:is|was|were|has)\b)(?=.*(?:19|20)\d\d)[^.]{0,60}\W*$|\ball\srights\sreserved
    |alle\srechte\svorbehalten|tous\sdroits\s(?:réservés|de)|todos\slos\sderechos\sreservados
    |todos\sos\sdireitos\sreservados|tutti\si\sdiritti\sriservati|все\sправа\sзащищены|無断転載
    |^this\s(?:material|article|content|story|copy)\s(?:may\snot\sbe|is\sfor\syour)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Who made what: "Editing by Ane Roe", "Photo: Getty Images"; and when: "5 min read".
_CREDIT = re.compile(
    r"""^\W*(?:(?:additional|with)\s)?(?:reporting|editing)\sby\b[^.]*\W*$
    |^\W*(?:written|words|compiled|translat(?:ed|ion)|research(?:ed)?|produced|edited|graphics?|video
    |photo(?:s|graph(?:s|y|ed)?)?|pictures?|images?|illustrations?|fotos?|bilde?r?|vidéo
    |propos\srecueillis)\s(?:by|von|par|por|di)\b[^.]*$
    |^\W*(?:(?:cover|file|main|featured)\s)?(?:photo(?:s|graphs?|graphy)?|pictures?|images?|video
    |illustrations?|credits?|graphics?|fotos?|fotografía|bilde?r?|bildquelle|crédits?|imagen
    |immagine|фото|写真|画像)(?:\s(?:credits?|courtesy(?:\sof)?|via|source|caption|photo))?\s?[:：|/]
    |\bcontributed\s(?:reporting|to\sthis\s(?:report|article|story|piece))\b
    |\b(?:getty\simages|ap\sphoto|shutterstock|afp\svia\s\w+)\b[^.]{0,40}$|^-\s.*\(@\w+\)
    |^(?:(?:first|last|originally)\s)?(?:published|updated|posted|modified|aktualisiert|publié
    |veröffentlicht|mis\sà\sjour|publicado|actualizado|atualizado|pubblicato|aggiornato|обновлено
    |опубликовано)\b.*\d.*[^.]$|^\d+\s(?:min(?:ute)?s?|hours?|days?)\s(?:ago|read)$
    |^this\s(?:\w+\s)?(?:article|story|piece|post|interview|deal|podcast)\b.{0,40}\b(?:appeared
    |published|reprinted|republished|translated|sponsored|brought\sto\syou)\b
    |^(?:filed\sunder|posted\sin|tags?|topics?)\s?:""",
    re.IGNORECASE | re.VERBOSE,
)
# What readers are asked to do: "Share this article", "Have your say".
_REQUEST = re.compile(
    r"""^(?:share|tweet|print|e-?mail|save|bookmark|copy\slink|(?:(?:post|leave|add)\sa\s)?comments?
    |advertisements?|sponsored(?:\scontent)?|newsletters?|subscribe|sign\s(?:up|in)|log\sin|register
    |menu|order\sreprints|thank\syou|loading)
    (?:\s(?:this|the|article|story|page|now|here|link|(?:on|via|with)\s\w+))*\W*$
    |^(?:folgen\ssie|abonnieren\ssie|suivez|abonnez|síg[au](?:e?nos)|suscríbete|siga-nos|seguici
    |iscriviti|подпи[сш]|volg\sons|följ\soss|følg\soss|ikuti\skami|have\syour\ssay|let\sus\sknow
    |join\sthe\s(?:conversation|discussion|debate)|tell\sus|what\sdo\syou\sthink|got\sa\s(?:story|tip)
    |do\syou\shave\s(?:an?|any)\s(?:story|tip|news|information|question)|have\syou\sbeen\saffected
    |if\syou\s(?:enjoyed|liked)\s(?:this|our)|to\scontact\sthe\s(?:reporter|author|editor)
    |an\serror\shas\soccurred|please\stry\sagain)""",
    re.IGNORECASE | re.VERBOSE,
)
_CHANNEL = re.compile(
    r"""\b(?:coverage|newsletters?|briefing|inbox|twitter|facebook|instagram|whatsapp|telegram|tiktok
    |youtube|linkedin|threads|bluesky|mastodon|podcasts?|alerts|notifications|comments?|here
    |channel|hashtag|subscri\w+|link|reporters?|author|our|(?:the|this|full)\s(?:review|story|article
    |page|series))\b|@\w|https?:|\w\.(?:[a-z]{2,3}|info|example)\b""",
    re.IGNORECASE | re.VERBOSE,
)
"""What readers are sent to, where the sentence is an order."""


def kinds(hit: Hit) -> list[Kind]:
    """Return the kind of each sentence of a passage, in order; only statements may be quoted.

    A heading is a short line without a figure and without a full stop, above running text or
    above lines with figures. The other lines of lists and tables are statements.
    """
    spans = [(start - hit.start, end - hit.start) for start, end in hit.sentences]
    texts = [fold(hit.text[start:end]).strip() for start, end in spans]
    gaps = [hit.text[before[1] : after[0]] for before, after in pairwise(spans)]
    breaks = [True, *("\n" in gap for gap in gaps), True]
    title = _letters(hit.title or "")
    # A note that is an article of its own corrects another: it is what that article tells.
    alone = hit.start == 0 and is_correction(hit.text)
    notes = () if alone else corrections(hit.text)
    labels: list[Kind] = []
    below_links = False
    for index, text in enumerate(texts):
        line = breaks[index] and breaks[index + 1] and not _CLOSED.search(text)
        # Below "More stories" every line is a link, up to running text.
        below_links = line and (below_links or _is_above_links(text))
        above = texts[index - 1] if index else None
        if above and labels[-1] in ("heading", "boilerplate") and not above.endswith(":"):
            above = ""
        in_note = any(note.start <= spans[index][0] < note.end for note in notes)
        if below_links or in_note or _is_boilerplate(text, line=line):
            labels.append("boilerplate")
        elif _is_question(text, alone=breaks[index] and breaks[index + 1]):
            labels.append("question")
        # Of a line alone it is not known what it stands above.
        elif line and (
            _letters(text) == title
            or (len(texts) > 1 and _is_heading(text, above, texts[index + 1 :]))
        ):
            labels.append("heading")
        else:
            labels.append("statement")
    return labels


def _is_boilerplate(text: str, *, line: bool) -> bool:
    words = len(_WORD.findall(text))
    if not words or is_to_writer(text):
        return True
    if words > _LONGEST_NOTE:
        return False
    short = _is_short(text)
    return bool(
        _LINKS.fullmatch(text)
        or _RIGHTS.search(text)
        or _CREDIT.search(text)
        or _REQUEST.search(text)
        or (_CHANNEL.search(text) and is_order(text))
        or (short and _DATELINE.search(text))
        or (line and (_TAG.search(text) or (short and _BYLINE.fullmatch(text))))
    )


def _is_above_links(line: str) -> bool:
    match = _LINKS.fullmatch(line)
    return match is not None and not (match["link"] or "").strip()


def _is_question(text: str, *, alone: bool) -> bool:
    """Tell if a sentence asks, and is neither reported nor, within a line, quoted."""
    if _INTERVIEWER.match(text):
        return True
    reported = _REPORTED.match(text) and not (alone and text.startswith('"'))
    return is_question(text) and not reported


def _is_heading(line: str, above: str | None, below: Sequence[str]) -> bool:
    """Tell if a line without a full stop is the heading of what comes after.

    Args:
        line: The line.
        above: The sentence before it; None where the passage begins, empty for another heading
            or boilerplate.
        below: The sentences after it, as far as the passage goes.
    """
    if not _is_short(line):
        return False
    if line.endswith(":"):
        return True
    rows = len(below) > 1 and all(map(_is_row, below[:2])) and not _is_row(line)
    if rows or _FACT.search(line):
        return rows and ("|" in line or not _FACT.search(line))
    if above and (above.endswith(":") or not _CLOSED.search(above)):
        return False  # it is of a list
    if above is not None and len(below) > 1 and _is_plain(below[0]):
        below = below[1:]  # two headings, or a heading and a byline
    return not below or bool(_CLOSED.search(below[0]) and not _LOWER_START.match(below[0]))


def _is_short(line: str) -> bool:
    return len(_WORD.findall(line)) <= _LONGEST_HEADING


def _is_plain(line: str) -> bool:
    """Tell if a line may be a heading by itself."""
    return _is_short(line) and not _CLOSED.search(line) and not _FACT.search(line)


def _is_row(line: str) -> bool:
    return any(map(str.isdigit, line)) and not _CLOSED.search(line)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, fold(text).casefold()))
