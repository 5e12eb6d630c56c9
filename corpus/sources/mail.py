"""Mail, as newsletters come: one message is one article."""

from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import getaddresses

from corpus.errors import OnRecordError, SourceError
from corpus.sources.decoding import decode
from corpus.sources.html import all_text, decode_html, parse
from corpus.sources.items import Draft, Raw, printable

__all__ = ["read_mail"]


def read_mail(raw: Raw) -> Draft:
    """Read a message (EML): its HTML, where no line is broken for width, else its plain text.

    The subject is the title, the sender the author, the date that of sending. Attachments are
    not read, which is noted.

    Raises:
        SourceError: It is no message, or has no text.
    """
    try:
        message = message_from_bytes(raw.data, policy=policy.default)
        body = message.get_body(preferencelist=("html", "plain"))
        draft = Draft(text=_text(body, raw.name) if body is not None else "")
        _facts(draft, message, raw.name)
        attached = sum(1 for _ in message.iter_attachments())
    except OnRecordError:
        raise
    except Exception as error:  # the parser of headers has gaps, and meets any error in them
        reason = str(error) or type(error).__name__
        raise SourceError(f"{raw.name} is a damaged mail message: {reason}") from error
    if attached:
        draft.notes.append(f"{attached} attached files were not read")
    return draft


def _text(body: MIMEPart, name: str) -> str:
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        return all_text(parse(decode_html(data, name, charset), name))
    text = decode(data, name, (charset,))
    if body.get_param("format") == "flowed":
        # RFC 3676: a space at the end of a line means that the paragraph goes on.
        text = text.replace(" \n", " ")
    return text


def _facts(draft: Draft, message: EmailMessage, name: str) -> None:
    draft.offer("title", str(message.get("Subject", "")), "file")
    if not draft.facts and not message.get("From"):
        raise SourceError(f"{name} has neither a subject nor a sender; it is no mail message")
    senders = getaddresses([str(message.get("From", ""))])
    names = (printable(sender) for sender, _ in senders)
    draft.offer("authors", tuple(each for each in names if each), "file")
    # As it was written: what the parser makes of it may be another day.
    stamps = (str(value) for key, value in message.raw_items() if key.lower() == "date")
    draft.offer("published", next(stamps, None), "file")
    draft.offer("language", str(message.get("Content-Language", "")), "file")
