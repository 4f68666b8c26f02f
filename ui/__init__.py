"""The surfaces on which people meet Footnote: they read a question, ask the pipeline and show its answer."""
