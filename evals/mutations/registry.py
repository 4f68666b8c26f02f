"""Every seeded fault by name."""

from __future__ import annotations

from evals.mutations.deciding import DECIDING
from evals.mutations.fault import Fault, faults_named
from evals.mutations.finding import FINDING
from evals.mutations.telling import TELLING

FAULTS: tuple[Fault, ...] = faults_named(FINDING, DECIDING, TELLING)
