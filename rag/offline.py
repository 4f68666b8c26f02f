"""Keep the libraries quiet: no telemetry, no tracing, no look-ups on a model hub, no idle threads that spin.

    prepare_environment()                      before the first heavy import
    prepare_environment(local_model=False)     the same, but the model hub may be asked for the embedding model

Several libraries (numpy among them) read these variables once, when they are imported, so this runs before them. A
value that the operator has set stays as it is.
"""

from __future__ import annotations

import os

QUIET = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    # Idle threads of the model sleep instead of spinning: on a busy host of two cores the slowest questions took
    # 23 ms to embed instead of 493 ms.
    "OMP_WAIT_POLICY": "PASSIVE",
    # Comparing a question with every sentence takes 0.1 ms on one thread; on two, beside Chroma's own threads on a
    # busy host, the second was waited for 8 ms each time.
    "OPENBLAS_NUM_THREADS": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


TRACES = ("LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2", "LANGSMITH_TRACING", "LANGSMITH_TRACING_V2")
"""Any of these makes LangChain send questions and answers to LangSmith."""


def prepare_environment(*, local_model: bool = True) -> None:
    """Set what the libraries read at import, wherever the operator has not."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    if local_model:
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


def forbid_tracing() -> None:
    """Turn LangSmith off, whatever the environment says: it would get what people ask.

    One variable that was set for another program on the same machine must not be enough.
    """
    for name in TRACES:
        os.environ[name] = "false"
