"""Serve an application: on loopback unless told otherwise, ready in the background, and stopped without losing anybody.

    services = open_services(settings)
    app = create_app(services)                    # and whatever is mounted into it
    serve(app, services, host="127.0.0.1", port=7860, announce=print)

`serve` returns when the server was stopped (Ctrl-C, or SIGTERM from whatever runs it).
"""

from __future__ import annotations

import logging
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from threading import Event as Flag
from threading import Thread, current_thread, main_thread

import uvicorn
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError

from corpus import load_corpus
from rag import open_pipeline
from rag.errors import FootnoteError
from rag.settings import Settings
from ui.api.limits import Limits
from ui.api.opening import Opening
from ui.api.services import Network, Services, services_over
from ui.database import database_address, engine_of, open_database
from ui.keep import Keep, purge

log = logging.getLogger(__name__)

HOST, PORT = "127.0.0.1", 7860
LAST_SECONDS = 10
"""How long answers under way may take to end when the server is stopped."""
MOST_CONNECTIONS = 1000
HOURS = 6
"""Between two looks for what has been kept long enough."""


class PortTaken(FootnoteError):  # noqa: N818 - what happened, in two words
    """Another program listens there, or nobody may."""


def open_services(settings: Settings) -> Services:
    """Return what the surfaces share, over the corpus and the database that `settings` name.

    The pipeline opens once `serve` starts it. Raises `SettingsError` and `corpus.CorpusError`.
    """
    corpus = load_corpus(settings.corpus_dirs)
    pipeline = Opening(corpus, lambda progress: open_pipeline(settings, progress=progress))
    database = open_database(database_address(settings.database_url, settings.data_dir))
    return services_over(
        pipeline,
        database,
        limits=Limits(
            per_visitor=settings.questions_per_visitor,
            in_all=settings.questions_in_all,
            at_once=settings.answers_at_once,
            waiting=settings.longest_queue,
        ),
        keep=Keep(settings.feedback_days, settings.shared_days),
        network=Network(
            root_path=settings.root_path,
            trusted_proxies=settings.trusted_proxies,
            allowed_origins=settings.allowed_origins,
            metrics_from=settings.metrics_from,
        ),
    )


def serve(
    app: FastAPI,
    services: Services,
    *,
    host: str = HOST,
    port: int = PORT,
    announce: Callable[[str], object] = lambda address: None,
) -> None:
    """Serve `app` until it is stopped; `announce` is called with its address once it listens.

    Raises `PortTaken` before anything is started. Port 0 takes any that is free.
    """
    with _listen(host, port) as listening, _running(services), _stopped_by_signals():
        announce(_address(host, listening.getsockname()[1], services.network.root_path))
        server_for(app).run(sockets=[listening])


def server_for(app: FastAPI) -> uvicorn.Server:
    """Return the server: no visitors' addresses in any log, no name of the software in its answers."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            server_header=False,
            proxy_headers=False,  # ui/api/visitors.py knows whom to believe
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=LAST_SECONDS,
            ws="none",
        )
    )


@contextmanager
def _running(services: Services) -> Iterator[None]:
    """Open the pipeline and purge what is old in the background; end both on leaving."""
    stopped = Flag()
    upkeep = Thread(target=_purge_now_and_then, args=(services, stopped), name="upkeep", daemon=True)
    upkeep.start()
    if isinstance(services.pipeline, Opening):
        services.pipeline.start()
    try:
        yield
    finally:
        stopped.set()
        close_services(services)
        upkeep.join()
        engine_of(services.database).dispose()


def close_services(services: Services) -> None:
    """Let go of the threads and of the index."""
    services.desk.close()
    if isinstance(services.pipeline, Opening):
        services.pipeline.close()


def _purge_now_and_then(services: Services, stopped: Flag) -> None:
    while not stopped.is_set():
        try:
            purge(services.database, date.today(), services.keep)
        except SQLAlchemyError as error:
            log.error("What has been kept long enough could not be deleted; trying again later.", exc_info=error)
        stopped.wait(HOURS * 60 * 60)


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Let SIGTERM end things as Ctrl-C does: uvicorn stops gracefully, and then so do we."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):  # how uvicorn passes the signal on when it is done
            yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)  # binding alone does not tell that another program listens here
    except (OSError, OverflowError) as error:
        listening.close()
        raise PortTaken(_why(host, port, error)) from error
    return listening


def _why(host: str, port: int, error: Exception) -> str:
    reason = getattr(error, "strerror", None) or str(error)
    return (
        f"Nothing can be served on port {port} of {host}: {reason}. "
        "Stop the program that uses it, or choose another with --port and --host."
    )


def _address(host: str, port: int, root_path: str) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{shown}:{port}{root_path}/"
