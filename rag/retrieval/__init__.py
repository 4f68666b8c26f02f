"""Find passages for a question: by words, by meaning, and both together."""
