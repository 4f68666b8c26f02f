"""Turn chosen sentences into the sentences of an answer."""
