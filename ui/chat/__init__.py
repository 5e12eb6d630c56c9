"""Draw the conversation on the chat page."""
