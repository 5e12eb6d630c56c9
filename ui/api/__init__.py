"""HTTP API: questions, search and articles as JSON, events, and OpenAI's protocol."""
