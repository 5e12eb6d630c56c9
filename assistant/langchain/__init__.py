"""Offer the corpus and the assistant through LangChain's interfaces."""
