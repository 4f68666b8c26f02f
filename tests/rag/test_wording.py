from __future__ import annotations

from rag.answer import Helpline
from rag.closing import Closing
from rag.wording import text_of_closing

CHILDLINE = Helpline("Childline", "GB", "0800 1111", "24 hours a day", "uk#1.1")
CYBERTIP = Helpline("Cybertip.ca", "CA", "1-866-658-9022", "", "ca#1.1")


def test_who_to_call_stands_first_in_the_text_itself():
    closing = Closing("Call the emergency services.", (CHILDLINE, CYBERTIP))

    assert text_of_closing(closing, (), "en") == (
        "These people can help:\n"
        "- Childline (GB): 0800 1111 · 24 hours a day\n"
        "- Cybertip.ca (CA): 1-866-658-9022\n\n"
        "Call the emergency services."
    )


def test_who_to_call_is_announced_in_the_language_of_the_question():
    assert "Aquí pueden ayudar:" in text_of_closing(Closing("Llame.", (CHILDLINE,)), (), "es")


def test_nobody_is_announced_where_nobody_is_known():
    assert text_of_closing(Closing("Call the emergency services."), (), "en") == "Call the emergency services."
