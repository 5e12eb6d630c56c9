"""What whoever looks at a page may do: all read and ask; some add, remove and choose a model.

Without a public address everybody is a user of this computer, and may do everything. At a public
address a visitor who has not signed in reads and asks. Who has signed in may do everything too,
unless ``ONRECORD_EDITORS`` names those who may change the corpus.
"""

import streamlit as st

from corpus import Corpus
from corpus.config import Config
from ui.session.owner import verified_mail

__all__ = ["is_visitor", "may_edit"]


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
    editors = Config.from_environment().editors
    return not (editors and st.user.get("is_logged_in")) or not _names().isdisjoint(editors)


def _names() -> frozenset[str]:
    """Return the names by which the operator may know who signed in, in small letters."""
    groups = st.user.get("groups")
    names = {f"group:{group}" for group in groups} if isinstance(groups, list) else set()
    email = verified_mail()
    # An address could else pass for a group.
    if email is not None and not email.startswith("group:"):
        names.add(email)
    # The names in the variable are set apart by spaces, so that none can have one.
    return frozenset(name.lower().replace(" ", "-") for name in names)
