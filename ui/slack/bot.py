"""The bot: takes events in, works on them, survives.

bot = open_bot(settings, pipeline)
bot.start()          workers, heartbeat, purge
bot.app              the Bolt app, for Socket Mode (`ui.slack.socket`) or HTTP (`ui.slack.http`)
bot.stop()
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from functools import partial
from threading import Condition, Event, Thread

from slack_bolt import App
from slack_sdk import WebClient

from rag.errors import SettingsError
from rag.settings import Settings
from rag.verify import Verifier
from ui.database import Database, database_address, open_database
from ui.slack.bolt import build_app
from ui.slack.desk import Desk, Door, Tools
from ui.slack.event import Kind, Lane, SlackEvent
from ui.slack.front import Front
from ui.slack.inbox import Inbox, Work
from ui.slack.ledger import Ledger
from ui.slack.measured import last_evaluation
from ui.slack.pace import Pace
from ui.slack.permit import Permit, Remembered, Rules
from ui.slack.purge import Purge
from ui.slack.status import Statuses
from ui.slack.threads import Threads
from ui.slack.votes import Votes
from ui.slack.web import Identity, NotOurs, Place, Refused, Slack, SlackTrouble, Unsure, web_client

log = logging.getLogger(__name__)

QUICK_WORKERS = 2
LOOKS_EVERY = 0.5
"""Seconds between two looks for events that other processes took in, or left behind."""
PURGES_EVERY = 3600.0
MOST_ATTEMPTS = 8
"""An event that was begun this often and never ended breaks whoever works on it: it ends with an apology."""
LONGEST_REST = 60.0

OVERTAKES_AFTER = 2.0
"""Seconds that a mention must have been under way before anybody can have replied to it unseen by us."""

UNDELIVERED = "undelivered"


class Bot:
    """One process of the bot; several may share a database."""

    def __init__(
        self,
        app: App,
        front: Front,
        slack: Slack,
        desk: Desk,
        inbox: Inbox,
        statuses: Statuses,
        purge: Purge,
        *,
        workers: int,
    ) -> None:
        self.app = app
        self._front, self._slack = front, slack
        self._desk, self._inbox, self._statuses, self._purge = desk, inbox, statuses, purge
        self._news = {lane: Condition() for lane in Lane}
        self._stopping = Event()
        lanes = [Lane.ANSWERS] * workers + [Lane.QUICK] * QUICK_WORKERS
        self._threads = [Thread(target=self._work, args=(lane,), name=f"slack-{lane}", daemon=True) for lane in lanes]
        self._threads.append(Thread(target=self._beat, name="slack-heartbeat", daemon=True))

    def start(self) -> None:
        """Begin to work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is being worked on and take on nothing more."""
        self._stopping.set()
        for news in self._news.values():
            with news:
                news.notify_all()
        for thread in self._threads:
            thread.join()
        self._statuses.close()

    def tell(self, event: SlackEvent) -> None:
        """Announce a new event and wake somebody to work on it."""
        self._statuses.aside(lambda: self._desk.announce(event))
        with self._news[event.lane]:
            self._news[event.lane].notify()

    def _work(self, lane: Lane) -> None:
        while not self._stopping.is_set():
            work = self._claim(lane)
            if work is None:
                with self._news[lane]:
                    self._news[lane].wait(LOOKS_EVERY)
                continue
            self._finish(work)

    def _claim(self, lane: Lane) -> Work | None:
        try:
            return self._inbox.claim(lane)
        except Exception:
            log.exception("The database did not hand out an event")
            self._stopping.wait(1.0)
            return None

    def _finish(self, work: Work) -> None:
        try:
            outcome, failure = self._attempt(work)
            if outcome:
                self._inbox.finish(work, outcome, failure=failure)
        except Exception:  # the rim: the lease runs out and somebody tries again
            log.exception("Event %s was left to its lease", work.number)
        finally:
            self._inbox.let_go(work)
            self._statuses.end(work.event.id)

    def _attempt(self, work: Work) -> tuple[str, str | None]:
        """Return how an event ended and the number of its failure; an empty word where it is to be tried again."""
        number = secrets.token_hex(4)
        try:
            if work.attempt > MOST_ATTEMPTS:
                raise RuntimeError(f"given up after {MOST_ATTEMPTS} attempts")
            with self._slack.while_ours(lambda: self._inbox.holds(work)):
                outcome = self._desk.work(work)
                if not outcome.startswith("refusal."):
                    self._catch_up(work)
                return outcome, None
        except NotOurs:
            log.warning("Event %s went to another process", work.number)
            return "", None
        except Unsure as doubt:
            if work.attempt < MOST_ATTEMPTS:
                log.warning("Event %s rests (%s)", work.number, doubt)
                self._inbox.postpone(work, min(2.0**work.attempt, LONGEST_REST))
                return "", None
            log.exception("Failure %s: Slack was out of reach for event %s", number, work.number)
            return self._say_sorry(partial(self._desk.apologise, work.event, number), number)
        except Refused as refusal:
            log.exception("Failure %s: Slack refused (%s)", number, refusal)
            return self._say_sorry(partial(self._desk.explain_elsewhere, work.event, str(refusal), number), number)
        except Exception:
            log.exception("Failure %s", number)
            return self._say_sorry(partial(self._desk.apologise, work.event, number), number)

    def _catch_up(self, work: Work) -> None:
        """Take in what was said in a new thread before the mention that calls us into it had come in."""
        event = work.event
        calls_us = event.kind is Kind.QUESTION and not (event.is_direct or event.is_unasked or event.extra)
        if not calls_us or work.accepted_at - event.said_at < OVERTAKES_AFTER:
            return
        place = Place(event.channel, event.thread_ts, since=event.ts)
        try:
            around = {"team_id": event.team, "is_ext_shared_channel": event.is_shared}
            for said in list(self._slack.said(place)):
                self._front.message({**around, "event": {**said, "channel": event.channel}})
        except Refused as refusal:
            log.info("A thread cannot be read back (%s)", refusal)

    def _say_sorry(self, speak: Callable[[], None], number: str) -> tuple[str, str]:
        try:
            speak()
        except SlackTrouble:
            log.exception("Failure %s could not be told to the person", number)
            return UNDELIVERED, number
        return "failed", number

    def _beat(self) -> None:
        """Say that we are alive, put up statuses again, delete what is old."""
        purge_at = 0.0
        while not self._stopping.wait(self._inbox.lease / 4):
            try:
                self._inbox.renew()
                self._statuses.refresh()
                if time.monotonic() >= purge_at:
                    self._purge.run()
                    purge_at = time.monotonic() + PURGES_EVERY
            except Exception:
                log.exception("The heartbeat missed a beat")


def open_bot(settings: Settings, door: Door, *, database: Database | None = None) -> Bot:
    """Return the bot that `settings` describe, over the pipeline `door`.

    Raises `SettingsError` where the bot token is missing or Slack does not know it.
    """
    token = settings.slack_bot_token
    if token is None:
        raise SettingsError("FOOTNOTE_SLACK_BOT_TOKEN is not set. docs/slack.md says where to find it.")
    client = web_client(token.get_secret_value(), settings.slack_api_url)
    slack = Slack(client)
    identity = identify(slack)
    database = database or open_database(database_address(settings.database_url, settings.data_dir))
    bot = _assemble(settings, door, database, client, slack, identity)
    log.info("The bot is %s in workspace %s", identity.user, identity.team)
    return bot


def identify(slack: Slack) -> Identity:
    """Return who the bot is, or raise `SettingsError` saying what to do."""
    try:
        return slack.identity()
    except Refused as refusal:
        raise SettingsError(
            f"Slack refuses FOOTNOTE_SLACK_BOT_TOKEN ({refusal}). "
            "Copy it again from the app's page, under OAuth & Permissions."
        ) from refusal
    except Unsure as doubt:
        raise SettingsError(
            f"Slack cannot be reached ({doubt}). Check the connection, then: footnote doctor"
        ) from doubt


def rules_of(settings: Settings, team: str) -> Rules:
    """Return what the operator allows; without a list of workspaces it is the one that the token belongs to."""
    return Rules(
        workspaces=frozenset(settings.slack_workspaces or (team,)),
        channels=frozenset(settings.slack_channels),
        user_groups=frozenset(settings.slack_user_groups),
        guests=settings.slack_guests,
        shared_channels=settings.slack_shared_channels,
    )


def _assemble(
    settings: Settings, door: Door, database: Database, client: WebClient, slack: Slack, identity: Identity
) -> Bot:
    hasty = Slack(web_client(client.token, settings.slack_api_url, patience=0))
    people = Remembered(slack)
    threads, statuses = Threads(database), Statuses(hasty)
    permit = Permit(rules_of(settings, identity.team), people)
    inbox = Inbox(database, lease=settings.slack_lease_seconds)
    tools = Tools(
        door=door,
        slack=slack,
        us=identity.user,
        threads=threads,
        ledger=Ledger(database),
        votes=Votes(database),
        permit=permit,
        pace=Pace(database, per_person=settings.slack_per_person, per_channel=settings.slack_per_channel),
        people=people,
        statuses=statuses,
        verifier=Verifier.default(),
        evaluation=last_evaluation,
        keep_days=settings.slack_keep_days,
    )
    front = Front(inbox, threads, permit, identity.user, on_new=lambda event: bot.tell(event))
    secret = settings.slack_signing_secret
    app = build_app(client, identity, front, signing_secret=secret.get_secret_value() if secret else None)
    purge = Purge(database, keep_days=settings.slack_keep_days)
    bot = Bot(app, front, slack, Desk(tools), inbox, statuses, purge, workers=settings.slack_workers)
    return bot
