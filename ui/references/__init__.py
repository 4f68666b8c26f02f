"""Take an answer away with its references: as Markdown with footnotes, its sources as BibTeX or RIS.

    to_markdown(answer.to_dict())        for a document or a message
    to_bibtex(snapshot.answer)           for LaTeX, Zotero, JabRef
    to_ris(answer.to_dict())             for EndNote, Mendeley, Zotero

They take the JSON of an answer, so that a shared one, kept as JSON, is written like a fresh one. Pure functions.
"""

from ui.references.bibtex import to_bibtex
from ui.references.markdown import to_markdown
from ui.references.publications import Publication, publications
from ui.references.ris import to_ris

__all__ = ["Publication", "publications", "to_bibtex", "to_markdown", "to_ris"]
