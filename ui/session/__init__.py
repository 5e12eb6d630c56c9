"""Remember what one user's session needs."""
