"""Serve the chat: host, headers, sign-in, cookies."""
