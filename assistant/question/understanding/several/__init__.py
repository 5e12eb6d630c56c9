"""Questions of several things: in parts, compared, listed, or told by several sources."""
