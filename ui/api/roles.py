"""Roles of the API's keys, apart from their table: the command line names them at its start."""

from typing import Final, Literal, get_args

__all__ = ["ROLES", "Role"]

Role = Literal["public", "reader", "editor", "admin"]
ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""A public key, which stands in a page, asks; a reader searches and reads too; an editor adds and
removes articles too; an admin lists what is asked and whose conversations are kept, and deletes
them too. In rising order of rights."""
