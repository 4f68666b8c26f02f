"""Prose from a language model, each sentence checked before anyone reads it.

    evidence ─> prompt ─> model ─> cutter ─> gate ─> Claim
                  │         │                  └ the evidence sentence itself, or nothing, where it is not proved
                  │         └ late, busy, broken, over budget: the corpus's own sentences instead, and a note
                  └ sentences under keys that we issue

LangChain is known to `model.py` alone.
"""
