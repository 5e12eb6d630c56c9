"""Rights of whoever looks at a page: all read and ask; some add, remove and choose a model.

Without a public address everybody is a user of this computer, and may do all of that. At a public
address a visitor who has not signed in reads and asks. Who has signed in may do all of it too,
unless ``ONRECORD_EDITORS`` names those who may change the corpus. People and keys are the admins',
who signed in and whom ``ONRECORD_ADMINS`` names: without it, nobody is one.
"""

import streamlit as st

from corpus import Corpus
from corpus.config import Config
from ui.session.owner import verified_mail

__all__ = ["is_visitor", "may_administer", "may_edit", "signed_in_names"]


def is_visitor() -> bool:
    """Tell if the page is looked at from anywhere, by somebody who has not signed in.

    Raises:
        SettingsError: A variable of the environment is wrong.
    """
    return bool(Config.from_environment().public_url) and not st.user.get("is_logged_in")


def may_edit(corpus: Corpus) -> bool:
    """Tell if whoever looks at the page may add and remove articles, and see what readers ask.

    Raises:
        SettingsError: A variable of the environment is wrong.
    """
    if corpus.read_only or is_visitor():
        return False
    config = Config.from_environment()
    if not (config.editors and st.user.get("is_logged_in")):
        return True
    return not signed_in_names().isdisjoint((*config.editors, *config.admins))


def may_administer(corpus: Corpus, names: frozenset[str] | None = None) -> bool:
    """Tell if whoever looks at the page may see whose conversations are kept, and manage keys.

    Args:
        corpus: Beside whose articles people and keys are kept.
        names: Those of ``signed_in_names``, where the page is no longer at hand; None is its user.

    Raises:
        SettingsError: A variable of the environment is wrong.
    """
    known = signed_in_names() if names is None else names
    return not corpus.read_only and not known.isdisjoint(Config.from_environment().admins)


def signed_in_names() -> frozenset[str]:
    """Return the names by which the operator may know who signed in, in small letters.

    Whoever has not signed in has none.
    """
    if not st.user.get("is_logged_in"):
        return frozenset()
    groups = st.user.get("groups")
    names = {f"group:{group}" for group in groups} if isinstance(groups, list) else set()
    email = verified_mail()
    # An address could else pass for a group.
    if email is not None and not email.startswith("group:"):
        names.add(email)
    # The names in the variable are set apart by spaces, so that none can have one.
    return frozenset(name.lower().replace(" ", "-") for name in names)
