"""Where the corpus disagrees with itself, or reports that its sources do.

find_conflicts(corpus)      every conflict, in the order of the corpus
open_conflicts(corpus, f)   the same, kept in the folder `f` until the corpus changes
Conflicts(found).of(id)     those that a sentence is part of
"""

from rag.conflicts.conflict import Conflict, Conflicts, Ground
from rag.conflicts.find import find_conflicts
from rag.conflicts.store import open_conflicts

__all__ = ["Conflict", "Conflicts", "Ground", "find_conflicts", "open_conflicts"]
