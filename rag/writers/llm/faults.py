"""What can go wrong with a language model, in one word each; `messages.toml` says each to the reader.

A provider's own exceptions end here: they are read by what they carry (a status, a header, a name), so that no
provider's library has to be known.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum

from rag.errors import FootnoteError


class Fault(StrEnum):
    """Why there is no prose, or not all of it."""

    LATE = "late"
    """No word came for too long, or not all of it in time."""
    BUSY = "busy"
    """The provider asks to wait (429)."""
    AWAY = "away"
    """It cannot be reached, or broke (5xx)."""
    BROKEN_OFF = "broken_off"
    """It stopped in the middle."""
    REJECTED = "rejected"
    """It does not accept the call: key, model or request (other 4xx)."""
    EMPTY = "empty"
    """It said nothing."""
    REFUSED = "refused"
    """It declined to answer."""
    FOREIGN = "foreign"
    """It wrote in another language."""
    REPEATING = "repeating"
    """It said the same thing again and again."""
    UNPROVED = "unproved"
    """The evidence did not prove what it wrote."""
    FOUND_NONE = "found_none"
    """It found no answer in the evidence, where one is all but certain."""
    RESTING = "resting"
    """It failed so often that it is left alone for a while."""
    SPENT = "spent"
    """Today's budget is used up."""


WORTH_ANOTHER_TRY = frozenset({Fault.LATE, Fault.BUSY, Fault.AWAY, Fault.EMPTY})
OF_THE_PROVIDER = frozenset({Fault.LATE, Fault.BUSY, Fault.AWAY, Fault.BROKEN_OFF, Fault.REJECTED, Fault.EMPTY})
"""What makes it reasonable to leave a provider alone for a while."""

_LONGEST_WAIT = 3600.0


class ChatError(FootnoteError):
    """A call to the language model did not give what was asked for."""

    def __init__(self, fault: Fault, detail: str = "", *, wait: float | None = None) -> None:
        super().__init__(f"{fault.value}: {detail}" if detail else fault.value)
        self.fault = fault
        self.wait = wait
        """Seconds that the provider asks to wait; None where it asks for nothing."""


def fault_of(error: BaseException, *, begun: bool) -> ChatError:
    """Return what an exception of a provider's library means; `begun` tells that words had come already."""
    if isinstance(error, ChatError):
        return error
    status = getattr(error, "status_code", None)
    detail = f"{type(error).__name__}{f' {status}' if status else ''}"
    if begun:
        return ChatError(Fault.BROKEN_OFF, detail)
    if status == 429:
        return ChatError(Fault.BUSY, detail, wait=_wait_of(error))
    if isinstance(status, int) and 400 <= status < 500 and status != 408:
        return ChatError(Fault.REJECTED, detail)
    if isinstance(error, TimeoutError) or status == 408 or "Timeout" in type(error).__name__:
        return ChatError(Fault.LATE, detail)
    return ChatError(Fault.AWAY, detail, wait=_wait_of(error))


def _wait_of(error: BaseException) -> float | None:
    """Return the seconds of a Retry-After header, which is a number or a date."""
    headers = getattr(getattr(error, "response", None), "headers", None)
    said = headers.get("retry-after") if headers else None
    if not said:
        return None
    try:
        return min(max(0.0, float(said)), _LONGEST_WAIT)
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
