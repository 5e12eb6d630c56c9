"""Prepare text before it is stored: decoding, dates, sentences, chunks, search terms."""
