"""Answer events: what is asked, what is pressed, what is opened. Each function ends in something that a person sees."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from corpus import Corpus
from rag.answer import Answer, Hit, Outcome
from rag.messages import suggestions
from rag.pipeline import AnswerEvent, ClaimEvent, Event, StatusEvent
from rag.understand import language_of
from rag.verify import Verifier
from ui.intake import LONGEST_QUESTION
from ui.slack.ahead import look_ahead
from ui.slack.checking import check
from ui.slack.event import Kind, SlackEvent
from ui.slack.inbox import Work
from ui.slack.ledger import Ledger
from ui.slack.message import VOTED_ON, Frame, Message, answer_message, sentence
from ui.slack.pace import LIMITED, Pace
from ui.slack.pages import Part, pages_of
from ui.slack.permit import Directory, Permit
from ui.slack.speech import Speech
from ui.slack.status import Statuses
from ui.slack.threads import Threads, Turns
from ui.slack.views import Evaluation, checked_blocks, checked_view, checking_view, home_blocks, reason_view
from ui.slack.votes import Votes
from ui.slack.web import Expired, Place, Refused, Slack, SlackTrouble
from ui.slack.words import say
from ui.words import words as words_of

log = logging.getLogger(__name__)

SEARCHED = 2
"""Statuses that a question has brought forth once it is searched for. One that ends before that (with help lines, with
a refusal) must not say a word to the channel on the way."""

SILENT_OUTCOMES = {Outcome.SIGNPOSTED, Outcome.FAILED}
"""What is not remembered: what somebody in danger wrote, and what went wrong."""

TITLE = 60


class Door(Protocol):
    """What the bot needs of a pipeline."""

    corpus: Corpus

    def stream(self, question: str, history: Turns = (), *, jurisdiction: str | None = None) -> Iterator[Event]:
        """Yield what is being done, each verified claim, and the answer last."""

    def retrieve(self, question: str, k: int = 10, *, jurisdiction: str | None = None) -> list[Hit]:
        """Return the best passages."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the desk works with."""

    door: Door
    slack: Slack
    us: str
    """The bot's user id."""
    threads: Threads
    ledger: Ledger
    votes: Votes
    permit: Permit
    pace: Pace
    people: Directory
    statuses: Statuses
    verifier: Verifier
    evaluation: Callable[[], Evaluation | None]
    keep_days: int


class Desk:
    """Works on one event at a time; safe to share between threads."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._by_kind: dict[Kind, Callable[[Work], str]] = {
            Kind.QUESTION: self._question,
            Kind.COMMAND: self._command,
            Kind.CHECK: self._check,
            Kind.STOP: self._stop,
            Kind.PANE: self._pane,
            Kind.HOME: self._home,
            Kind.VOTE: self._vote,
            Kind.REASON: self._reason,
            Kind.SHARE: self._share,
            Kind.REST: self._rest,
        }

    def announce(self, event: SlackEvent) -> None:
        """Show at once that somebody is at work; nothing where nothing will come of it."""
        tools, language = self._tools, language_of(event.text)
        if event.kind not in {Kind.QUESTION, Kind.CHECK} or tools.permit.refusal(event):
            return
        if event.kind is Kind.CHECK:
            view = checking_view(_window(event), len(tools.door.corpus), language)
            tools.slack.open_form(str(event.extra["trigger_id"]), view)
        elif event.text:
            tools.statuses.of(event.id, _place(event)).show(say("status.reading", language))

    def work(self, work: Work) -> str:
        """Answer an event and return in a word how it ended. Raises `SlackTrouble` where Slack would not have it."""
        event, tools = work.event, self._tools
        refusal = None if tools.permit.is_for_show(event) else tools.permit.refusal(event)
        if refusal:
            if not event.is_direct and event.thread_ts:
                tools.threads.follow(event.thread, on=False)
            self._tell(event, sentence(say(refusal, self._language(event))))
            return refusal
        return self._by_kind[event.kind](work)

    def apologise(self, event: SlackEvent, number: str) -> None:
        """Say that something broke, in place of the answer, wherever a person waits for one."""
        language = self._language(event)
        self._reply(event, sentence(say("failure.broke", language, number=number)))

    def explain_elsewhere(self, event: SlackEvent, reason: str, number: str) -> None:
        """Say to the asker alone that we may not write where we were asked."""
        text = say("failure.cannot_post", self._language(event), reason=reason, number=number)
        self._write_to(event, sentence(text), part="elsewhere")

    # questions

    def _question(self, work: Work) -> str:
        event, tools = work.event, self._tools
        language = language_of(event.text)
        early = self._too_soon(work) or self._unusable(event, language)
        if early:
            self._speech(event).finish(sentence(early[1]))
            return early[0]
        history = tools.threads.before(event)
        status = tools.statuses.of(event.id, _place(event))
        status.show(say("status.reading", language))
        speech = self._speech(event, before=status.close)
        answer = self._stream(
            event, history, speech, lambda step: status.show(say("status.working", language, step=step))
        )
        if answer.outcome is Outcome.SIGNPOSTED and not event.is_direct:
            self._help_privately(event, answer)
            status.close(take_down=True)
        elif answer.outcome is Outcome.OUT_OF_SCOPE and event.is_unasked and not speech.has_begun:
            tools.slack.whisper(_beside(event), sentence(say("thread.not_for_me", language)))
            status.close(take_down=True)
            return "not_for_me"
        else:
            frame = Frame(
                message=speech.number,
                asked_by=event.person if event.extra.get("by_button") else "",
                says_it_follows=not (event.is_direct or history or event.extra.get("by_button")),
            )
            message = answer_message(answer, frame)
            if message.body is not None and not speech.has_begun:
                speech.say(pages_of(answer)[0].parts[0].text)  # the first sentence at once, the rest with the end
            speech.finish(message, _kept(answer))
        if answer.outcome not in SILENT_OUTCOMES:
            tools.threads.remember(event, answer.text)
        if event.is_direct and not history:
            tools.statuses.aside(lambda: tools.slack.set_title(_place(event), event.text[:TITLE]))
        return answer.outcome.value

    def _stream(self, event: SlackEvent, history: Turns, speech: Speech, working: Callable[[str], None]) -> Answer:
        """Return the answer; on the way its verified claims grow in the thread."""
        done, separator = 0, ""
        for one in look_ahead(self._tools.door.stream(event.text, history)):
            if isinstance(one, StatusEvent):
                done += 1
                working(f"{one.text[:1].lower()}{one.text[1:]}")
            elif isinstance(one, ClaimEvent) and done >= SEARCHED and not event.extra.get("by_button"):
                speech.say(Part(separator, one.claim).text)
                separator = " "
            elif isinstance(one, AnswerEvent):
                return one.answer
        raise RuntimeError("the pipeline ended without an answer")

    def _help_privately(self, event: SlackEvent, answer: Answer) -> None:
        """Send help lines to the asker alone: at once where they asked, and as a message that stays."""
        tools = self._tools
        message = answer_message(answer, Frame(is_private=True))
        note = sentence(say("help.private", answer.language))
        if tools.ledger.begin(event.id, "whisper", event.channel).is_new:
            try:
                tools.slack.whisper(_beside(event), replace(message, lower=(*message.lower, *note.upper)))
            except SlackTrouble as trouble:  # the direct message is what counts: Slack may drop the other silently
                log.warning("Help lines were not shown in the channel (%s)", trouble)
        self._write_to(event, message, part="help")

    def _command(self, work: Work) -> str:
        event, tools = work.event, self._tools
        language = language_of(event.text)
        early = self._too_soon(work) or self._unusable(event, language)
        if early:
            self._reply(event, sentence(early[1]))
            return early[0]
        *_, last = tools.door.stream(event.text)
        assert isinstance(last, AnswerEvent)
        answer = last.answer
        noted = tools.ledger.begin(event.id, "answer", "")
        frame = Frame(
            message=str(noted.number), may_be_shared=answer.outcome in VOTED_ON, is_private=True, asked_by=event.person
        )
        tools.ledger.whole(noted.number, _kept(answer))
        self._reply(event, answer_message(answer, frame))
        return answer.outcome.value

    def _check(self, work: Work) -> str:
        event, tools = work.event, self._tools
        language = language_of(event.text)
        tools.statuses.of(event.id, _place(event)).close()
        corpus = tools.door.corpus
        limit = self._too_soon(work)
        statement = check("" if limit else event.text, lambda text, k: tools.door.retrieve(text, k), tools.verifier)
        view = checked_view(_window(event), statement, corpus, language)
        if limit:
            view = {**view, "blocks": list(sentence(limit[1]).upper)}
        try:
            tools.slack.update_form(_window(event), view)
        except Refused as refusal:  # the window was closed, or never opened
            log.info("A window is gone (%s)", refusal)
            blocks = tuple(checked_blocks(statement, corpus, language)) if not limit else sentence(limit[1]).upper
            self._write_to(event, Message(say("check.title", language), blocks), part="check")
        return limit[0] if limit else "checked"

    # threads

    def _stop(self, work: Work) -> str:
        event = work.event
        language = self._language(event)
        if not event.is_direct:
            self._tools.threads.follow(event.thread, on=False)
        key = "thread.direct" if event.is_direct else "thread.stopped"
        self._speech(event).finish(sentence(say(key, language)))
        return "stopped"

    def _pane(self, work: Work) -> str:
        event, tools = work.event, self._tools
        language = self._language(event)
        corpus = tools.door.corpus
        as_of = words_of(language).date(corpus.as_of)
        greeting = sentence(say("pane.greeting", language, articles=len(corpus), as_of=as_of))
        name = event.id if event.thread_ts else f"greeting:{event.team}/{event.person}"
        place = Place(event.channel, event.thread_ts)
        Speech(tools.slack, tools.ledger, place, event=name, us=tools.us).finish(greeting)
        tools.slack.set_prompts(place, say("pane.prompts", language), suggestions(language)[:4])
        return "greeted"

    def _home(self, work: Work) -> str:
        event, tools = work.event, self._tools
        blocks = home_blocks(tools.door.corpus, tools.evaluation(), tools.keep_days, self._language(event))
        tools.slack.publish_home(event.person, blocks)
        return "shown"

    # buttons

    def _vote(self, work: Work) -> str:
        event, tools = work.event, self._tools
        opinion, _, number = str(event.extra["value"]).partition(":")
        answer = tools.ledger.answer(number)
        if answer is None:
            return self._gone(event)
        tools.votes.cast(int(number), event.person, answer, is_helpful=opinion == "good")
        if opinion == "good":
            self._reply(event, sentence(say("vote.thanks", answer.language)))
            return "voted"
        try:
            tools.slack.open_form(str(event.extra["trigger_id"]), reason_view(number, answer.language))
        except Expired:  # the vote is kept; only the question why comes too late
            self._reply(event, sentence(say("vote.thanks", answer.language)))
        return "voted"

    def _reason(self, work: Work) -> str:
        extra = work.event.extra
        self._tools.votes.explain(int(extra["value"]), work.event.person, str(extra["reason"]), str(extra["comment"]))
        return "explained"

    def _share(self, work: Work) -> str:
        event, tools = work.event, self._tools
        answer = tools.ledger.answer(str(event.extra["value"]))
        if answer is None:
            return self._gone(event)
        noted = tools.ledger.begin(f"shared:{event.extra['value']}", "answer", event.channel)
        if noted.is_new:
            message = answer_message(answer, Frame(message=str(noted.number), shared_by=event.person))
            tools.slack.respond(str(event.extra["response_url"]), message, replace=False, in_channel=True)
            tools.ledger.whole(noted.number, answer)
        elif not noted.is_whole:
            # An earlier attempt broke off between sending and noting, and what was sent here cannot be looked up.
            tools.ledger.forget(noted.number)
            self._reply(event, sentence(say("answer.shared_perhaps", answer.language)))
            return "shared_perhaps"
        if not noted.is_new or work.attempt > 1:
            self._reply(event, sentence(say("answer.shared", answer.language)))
        return "shared"

    def _rest(self, work: Work) -> str:
        event, tools = work.event, self._tools
        number, _, page = str(event.extra["value"]).partition(":")
        answer = tools.ledger.answer(number)
        if answer is None:
            return self._gone(event)
        if not event.thread_ts:
            self._reply(event, answer_message(answer, Frame(message=number, is_private=True), int(page)))
            return "continued"
        place = _place(event)
        speech = Speech(tools.slack, tools.ledger, place, event=f"rest:{number}", part=page, us=tools.us)
        if speech.is_whole:
            self._reply(event, sentence(say("answer.rest_stands", answer.language)))
        speech.finish(answer_message(answer, Frame(message=number), int(page)))
        return "continued"

    # saying things

    def _too_soon(self, work: Work) -> tuple[str, str] | None:
        limit = self._tools.pace.reached(work)
        if limit is None:
            return None
        return LIMITED, say(limit.key, self._language(work.event), seconds=limit.seconds)

    def _unusable(self, event: SlackEvent, language: str) -> tuple[str, str] | None:
        if not event.text:
            spoken = self._language(event)
            return "empty", say("thread.empty", spoken, example=suggestions(spoken)[0])
        if len(event.text) > LONGEST_QUESTION:
            return "too_long", say("thread.too_long", language, count=len(event.text), most=LONGEST_QUESTION)
        return None

    def _gone(self, event: SlackEvent) -> str:
        self._reply(event, sentence(say("answer.expired", self._language(event))))
        return "expired"

    def _speech(self, event: SlackEvent, before: Callable[[], None] = lambda: None) -> Speech:
        tools = self._tools
        return Speech(tools.slack, tools.ledger, _place(event), event=event.id, us=tools.us, before=before)

    def _reply(self, event: SlackEvent, message: Message) -> None:
        """Answer where the person is: at the address that came with the event, else in the thread, else directly."""
        url = str(event.extra.get("response_url", ""))
        if url:
            try:
                self._tools.slack.respond(url, message, replace=event.kind is Kind.COMMAND)
            except Refused as refusal:
                log.info("An address for answers is closed (%s)", refusal)
                self._write_to(event, message, part="reply")
        elif event.kind in {Kind.QUESTION, Kind.STOP} and event.thread_ts:
            self._speech(event).finish(message)
        elif event.kind is Kind.HOME:
            self._tools.slack.publish_home(event.person, message.blocks)
        else:
            self._write_to(event, message, part="reply")

    def _tell(self, event: SlackEvent, message: Message) -> None:
        """Say something to the person alone, as near to where they are as Slack allows."""
        if event.extra.get("response_url") or event.is_direct or not event.channel:
            self._reply(event, message)
            return
        try:
            self._tools.slack.whisper(_beside(event), message)
        except Refused as refusal:
            log.info("Nothing can be whispered there (%s)", refusal)
            self._write_to(event, message, part="told")

    def _write_to(self, event: SlackEvent, message: Message, part: str) -> None:
        """Write to the person directly."""
        tools = self._tools
        since = event.ts or "0"
        place = Place(tools.slack.direct(event.person), team=event.team, person=event.person, since=since)
        Speech(tools.slack, tools.ledger, place, event=event.id, part=part, us=tools.us).finish(message)

    def _language(self, event: SlackEvent) -> str:
        """Return the language of what was asked, else that of the person."""
        if event.kind in {Kind.QUESTION, Kind.COMMAND, Kind.CHECK} and event.text:
            return language_of(event.text)
        try:
            return self._tools.people.person(event.person).language
        except SlackTrouble:
            return "en"


def _kept(answer: Answer) -> Answer | None:
    """Return what is kept for the buttons of a message: nothing where there are none."""
    return answer if answer.outcome in VOTED_ON else None


def _place(event: SlackEvent) -> Place:
    return Place(event.channel, event.thread_ts, event.team, event.person, since=event.ts or event.thread_ts or "0")


def _beside(event: SlackEvent) -> Place:
    """Return where a whisper is seen: in a thread only where one is open already."""
    begins_it = event.thread_ts == event.ts
    return Place(event.channel, "" if begins_it else event.thread_ts, event.team, event.person)


def _window(event: SlackEvent) -> str:
    return event.id[-255:]
