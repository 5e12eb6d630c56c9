"""People and keys, for admins: whose conversations are kept, and the keys of the API."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec

import streamlit as st

from assistant.history.all_conversations import AllConversations
from corpus import Corpus, InvalidInput
from corpus.text.dates import spoken_day
from corpus.text.escape import escape_markdown
from corpus.text.printing import json_text
from ui.api.api_keys import MOST_RATE, ApiKeys
from ui.api.roles import ROLES, Role
from ui.chat.actions import saying
from ui.components.mount import mount
from ui.components.problems import draw_problem
from ui.screens.articles_page import CORPUS_STYLE, draw_pages
from ui.serving.json_log import acting
from ui.session.owner import short_name, who
from ui.session.rights import may_administer, signed_in_names
from ui.session.shared import open_assistant

__all__ = ["draw_people_and_keys", "leave_people_and_keys"]

_ROWS: Final = 20
"""People that are shown at once, each with buttons of its own."""
_RATE: Final = 60
"""Questions a minute that a key is given unless another number is typed."""
_CONFIRMING: Final = "people-confirming"
"""Under which the session state holds what is to be confirmed: the key of its row."""
_DONE: Final = "people-done"
"""Under which the session state holds what the last action did, in words."""
_MADE: Final = "people-made"
"""Under which the session state holds the key that was just made, until it was copied."""
_REFUSED: Final = (
    "only admins see people and keys; the operator names them in ONRECORD_ADMINS, and they sign in"
)
_ROLES: Final[dict[Role, str]] = {
    "public": "Public: asks, from a page",
    "reader": "Reader: searches and reads too",
    "editor": "Editor: adds and removes articles too",
    "admin": "Admin: lists and deletes people’s conversations too",
}

_P = ParamSpec("_P")


def draw_people_and_keys() -> None:
    """Draw the page of the people and of the API's keys."""
    st.html(CORPUS_STYLE)
    state = st.session_state
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.title("People and keys", anchor=False)
    corpus = open_assistant().corpus
    if not may_administer(corpus):  # whoever came by the address alone
        draw_problem(_REFUSED)
        return
    if state.get("problem"):
        draw_problem(state.pop("problem"))
    if done := state.pop(_DONE, ""):
        st.caption(escape_markdown(done))
    _draw_people(corpus)
    _draw_keys(corpus)


def leave_people_and_keys() -> None:
    """Forget what the page showed for once: a key that was made, and what was to be confirmed."""
    for name in (_CONFIRMING, _DONE, _MADE):
        st.session_state.pop(name, None)


def _draw_people(corpus: Corpus) -> None:
    """Draw whose conversations are kept, a page at a time, each with what can be done."""
    state = st.session_state
    people = AllConversations(corpus).people()
    number = f"{len(people):,} {'person' if len(people) == 1 else 'people'}"
    with st.container(key="summary", gap="xsmall"):
        st.header(number if people else "No people", anchor=False)
        st.caption(
            "Whose conversations are kept, whoever asked last first. A name is a hash: of who is "
            "signed in, or of one browser. People find theirs in their settings. “key:” is a key "
            "of the API, “local” this computer’s users without any."
        )
    if len(people) > _ROWS:
        sought = st.text_input(
            "Find a name",
            key="people-sought",
            placeholder="The beginning of a name, such as reader:3f9a",
            on_change=_turn_to,
            args=(0,),
        )
        people = [person for person in people if person.owner.startswith((sought or "").strip())]
        if not people:
            st.caption("No name begins like that.")
    # Of those who were on the last page, all may be deleted since.
    page = min(state.get("people-page", 0), max(len(people) - 1, 0) // _ROWS)
    # What a download needs is noted now: it is made when the page's user is no longer at hand.
    names, by = signed_in_names(), who()
    with st.container(key="people", gap=None):
        for person in people[page * _ROWS : (page + 1) * _ROWS]:
            name = short_name(person.owner)
            kept = _conversations(person.conversations)
            row = f"person-{person.owner}"
            with _row(row, name, f"{kept}, last asked on {spoken_day(person.last)}"):
                if state.get(_CONFIRMING) == row:
                    _draw_confirmation(
                        f"Delete {kept} for good, and the links to them?",
                        "Delete for good",
                        _delete,
                        person.owner,
                    )
                    continue
                st.download_button(
                    "Export",
                    _export(corpus, person.owner, names, by),
                    file_name=f"conversations-{name.replace(':', '-')}.json",
                    mime="application/json",
                    key=f"export-{person.owner}",
                    on_click="ignore",  # else the whole page is drawn again
                    type="tertiary",
                )
                _draw_button("Delete", f"delete-{person.owner}", _confirm, row)
    draw_pages(len(people), page, _ROWS, _turn_to)


def _draw_keys(corpus: Corpus) -> None:
    """Draw the keys of the API, each with how to end it, and the form for another."""
    state = st.session_state
    keys = ApiKeys(corpus).all()
    with st.container(key="keys-summary", gap="xsmall"):
        number = f"{len(keys):,} key{'' if len(keys) == 1 else 's'}"
        st.header(number if keys else "No keys", anchor=False)
        st.caption("Of the HTTP API. A key itself is shown once, when it is made.")
    with st.container(key="api-keys", gap=None):
        for key in keys:
            row = f"key-{key.name}"
            facts = f"{key.role}, {key.rate:,} a minute, made on {spoken_day(key.created)}"
            with _row(row, key.name, facts):
                if state.get(_CONFIRMING) == row:
                    _draw_confirmation(
                        "Revoke it? From then on it opens nothing.",
                        "Revoke for good",
                        _revoke,
                        key.name,
                    )
                    continue
                _draw_button("Revoke", f"revoke-{key.name}", _confirm, row)
    if made := state.get(_MADE):
        _draw_made(*made)
    with st.form("make-key", border=False):
        st.text_input(
            "Name", key="key-name", max_chars=64, placeholder="Letters, digits, dots and dashes"
        )
        st.selectbox("Role", ROLES, 1, format_func=_ROLES.__getitem__, key="key-role")
        st.number_input("Questions a minute", 1, MOST_RATE, _RATE, key="key-rate")
        st.form_submit_button("Make a key", on_click=_make)


def _draw_made(name: str, key: str) -> None:
    """Draw a key that was just made, with how to copy it, until its admin has it."""
    with st.container(key="made-key", gap="xsmall"):
        st.caption(escape_markdown(f"The key of {name}. It is shown this once: copy it now."))
        st.text(key)
        with st.container(key="made-key-tools", horizontal=True, vertical_alignment="center"):
            mount(
                "copy", {"text": key, "label": "Copy", "copied": "The key is copied."}, "copy-key"
            )
            _draw_button("I have it", "have-key", _hide_made)


def _row(key: str, name: str, facts: str) -> "st.delta_generator.DeltaGenerator":
    """Draw a row of a list; return where its buttons are drawn."""
    with st.container(key=f"row-{key}", horizontal=True, vertical_alignment="center"):
        with st.container(key=f"what-{key}", gap=None):
            st.text(name)
            st.caption(escape_markdown(facts))
        return st.container(key=f"tools-{key}", horizontal=True, vertical_alignment="center")


def _draw_confirmation(question: str, label: str, action: Callable[[str], None], name: str) -> None:
    """Draw the question whether something is to be done for good, in the place of its button."""
    st.caption(question)
    _draw_button(label, f"confirm-{name}", action, name)
    _draw_button("Cancel", f"cancel-{name}", _confirm, None)


def _draw_button(label: str, key: str, action: Callable[..., None], *args: object) -> None:
    st.button(label, key=key, type="tertiary", on_click=action, args=args)


def _as_admin(action: Callable[Concatenate[Corpus, _P], str]) -> Callable[_P, None]:
    """Wrap an action that changes something: the right is looked at again when it is done.

    What it returns, in words, is shown at the next drawing, and so is what went wrong.
    """

    @saying
    @wraps(action)
    def act(*args: _P.args, **kwargs: _P.kwargs) -> None:
        corpus = open_assistant().corpus
        st.session_state.update({_CONFIRMING: None, _MADE: None})
        if not may_administer(corpus):
            raise InvalidInput(_REFUSED)
        with acting(who()):
            st.session_state[_DONE] = action(corpus, *args, **kwargs)
        st.cache_data.clear()  # the page of the questions counts anew

    return act


@_as_admin
def _delete(corpus: Corpus, owner: str) -> str:
    everyone = AllConversations(corpus)
    removed = everyone.delete(everyone.person(owner, whole=True))
    return f"{_conversations(removed)} of {short_name(owner)} deleted."


@_as_admin
def _revoke(corpus: Corpus, name: str) -> str:
    ApiKeys(corpus).revoke(name)
    return f"The key of {name} is revoked."


@_as_admin
def _make(corpus: Corpus) -> str:
    state = st.session_state
    name = str(state["key-name"]).strip()
    state[_MADE] = (name, ApiKeys(corpus).add(name, state["key-role"], int(state["key-rate"])))
    state["key-name"] = ""
    # Not in words: the key itself is shown.
    return ""


def _export(corpus: Corpus, owner: str, names: frozenset[str], by: str) -> Callable[[], str]:
    """Return what makes the download when it is asked for; the right is looked at again then."""

    def export() -> str:
        if not may_administer(corpus, names):
            raise InvalidInput(_REFUSED)
        everyone = AllConversations(corpus)
        with acting(by):
            return json_text(everyone.export(everyone.person(owner, whole=True)), indent=2)

    return export


def _conversations(count: int) -> str:
    return f"{count:,} conversation{'' if count == 1 else 's'}"


def _confirm(row: str | None) -> None:
    """Ask at a row whether it is meant; None asks no more."""
    st.session_state.update({_CONFIRMING: row, _MADE: None})


def _hide_made() -> None:
    st.session_state[_MADE] = None


def _turn_to(page: int) -> None:
    """Show that part of the list of people, from 0."""
    st.session_state["people-page"] = page
