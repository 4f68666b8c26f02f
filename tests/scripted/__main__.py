"""Run the scripted server until it is interrupted.

python -m tests.scripted 8123
FOOTNOTE_CHAT_MODEL=openai:honest FOOTNOTE_CHAT_URL=http://127.0.0.1:8123/v1 footnote ask "…"
"""

from __future__ import annotations

import sys
import threading
from contextlib import suppress

from tests.scripted.server import Server

with Server(int(sys.argv[1]) if len(sys.argv) > 1 else 0) as server:
    sys.stdout.write(f"{server.url}\n")
    sys.stdout.flush()
    with suppress(KeyboardInterrupt):
        threading.Event().wait()
