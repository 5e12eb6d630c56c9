"""Key-value metadata of the store: model fingerprint, index name, generation, checksum.

``embedder`` is the fingerprint of the model that made the embeddings; ``vectors`` the folder
of the index in use; ``vectors_generation`` a number that rises with every change to it;
``vectors_seal`` the sizes and sums of its files after the last change; ``quotes`` is "unread"
while some revisions were not read for who says what.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, insert, select, update

from corpus.library.schema import state

__all__ = ["read_state", "write_state"]


def read_state(connection: Connection) -> dict[str, str]:
    """Read all names and their values."""
    return {row.name: row.value for row in connection.execute(select(state))}


def write_state(connection: Connection, values: Mapping[str, str]) -> None:
    """Set some names, leaving the others as they are."""
    for name, value in values.items():
        # Not an "upsert", which SQLite and PostgreSQL each have in their own dialect.
        known = update(state).where(state.c.name == name).values(value=value)
        if not connection.execute(known).rowcount:
            connection.execute(insert(state).values(name=name, value=value))
