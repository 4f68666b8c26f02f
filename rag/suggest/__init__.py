"""Questions to offer next, each one asked before it is offered: `bank.py` keeps them, `follow_ups.py` chooses."""
