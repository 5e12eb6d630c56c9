"""Words of the conversation that a follow-up leaves out, told by a small classifier."""
