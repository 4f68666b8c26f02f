"""What the surfaces of one process share: the page, the API and the widget ask at one desk and count in one place.

services = services_over(pipeline, database)                          with the usual limits
services = services_over(pipeline, database, limits=Limits(at_once=4))
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus import Corpus
from ui.api.desk import Desk, Door
from ui.api.limits import Limits, Rates
from ui.api.metrics import Metrics
from ui.api.recent import Recent
from ui.database import Database
from ui.keep import Keep


@dataclass(frozen=True, slots=True)
class Network:
    """Where the server stands in the network."""

    root_path: str = ""
    """The prefix that a proxy puts it under, such as `/footnote`."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses or networks whose word about the visitor's address counts."""
    allowed_origins: tuple[str, ...] = ()
    """Other sites whose pages may ask here, such as `https://school.example`."""
    metrics_from: tuple[str, ...] = ("127.0.0.0/8", "::1/128")
    """Addresses or networks that may read the figures."""


@dataclass(frozen=True, slots=True)
class Services:
    """Everything that a surface needs; made by `services_over`."""

    pipeline: Door
    """For reading the corpus and searching; questions go to the desk."""
    database: Database
    desk: Desk
    rates: Rates
    metrics: Metrics
    recent: Recent
    limits: Limits
    keep: Keep
    network: Network

    @property
    def corpus(self) -> Corpus:
        """What is answered from; there from the start, even while the index is being built."""
        return self.pipeline.corpus


def services_over(
    pipeline: Door,
    database: Database,
    *,
    limits: Limits | None = None,
    keep: Keep | None = None,
    network: Network | None = None,
) -> Services:
    """Return the services over `pipeline` and `database`."""
    limits = limits or Limits()
    rates, metrics = Rates(limits), Metrics()
    desk = Desk(pipeline, limits, rates, metrics)
    metrics.watch("waiting", "Questions that wait for their turn.", desk.waiting)
    metrics.watch("corpus_articles", "Articles in the corpus.", lambda: len(pipeline.corpus))
    return Services(
        pipeline=pipeline,
        database=database,
        desk=desk,
        rates=rates,
        metrics=metrics,
        recent=Recent(),
        limits=limits,
        keep=keep or Keep(),
        network=network or Network(),
    )
