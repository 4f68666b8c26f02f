"""Put the pipeline together: the only place that knows every part by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any

from corpus import Corpus, Passage, load_corpus
from rag.answer import Answer, Hit
from rag.compose import NO_CONFLICTS, Composer
from rag.conflicts import Conflicts, open_conflicts
from rag.embeddings import SentenceTransformerEmbeddings, find_model, is_local
from rag.index import Index, Progress, TextModel, open_index
from rag.index.cache import VectorCache
from rag.notes import Clock
from rag.offline import forbid_tracing, prepare_environment
from rag.pipeline import Pipeline, Steps
from rag.reading import Helps
from rag.relevance import Judged, Relevance, Rows, build_tables, shipped_model
from rag.relevance.answerable import shipped_answerable
from rag.retrieval.documents import hit_of
from rag.retrieval.hybrid import HybridRetriever
from rag.retrieval.keyword import KeywordRetriever
from rag.retrieval.semantic import Embed, SemanticRetriever, Vectors
from rag.route import Router, proper_names
from rag.selection import Candidates, Judge
from rag.settings import Settings, read_settings
from rag.suggest.bank import Bank
from rag.suggest.check import ask_with
from rag.understand import Question, Understanding
from rag.understand.words import words
from rag.verify import Verifier
from rag.writers.draft import Writer
from rag.writers.quoting import QuotingWriter

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

    RunnablePipeline = Runnable[dict[str, Any], Answer]

REMEMBERED = 512
"""Questions whose vectors are kept: retrieval and judging ask for the same ones in a row."""


def open_pipeline(settings: Settings | None = None, *, progress: Progress | None = None) -> Pipeline:
    """Return a pipeline over the corpus that `settings` name; the first time, its index is built.

    `progress` is called with (texts embedded, texts to embed). Raises `FootnoteError` and `corpus.CorpusError`.
    """
    settings = settings or read_settings()
    if not settings.tracing:
        forbid_tracing()
    writer_over(settings, Verifier.default())  # what is wrong with it is said before an index is built
    retriever, close = open_retriever(settings, progress=progress)
    return pipeline_over(retriever, settings, close)


def pipeline_over(retriever: HybridRetriever, settings: Settings, close: Callable[[], None]) -> Pipeline:
    """Return the pipeline that reads through `retriever`."""
    relevance: Relevance = retriever.relevance
    corpus: Corpus = retriever.corpus
    router = Router(
        retriever.embed,
        names=proper_names(corpus),
        sentences=relevance.sentence_vectors,
        store=lambda: VectorCache(settings.data_dir / "routes.sqlite3", _model(settings).fingerprint),
    )
    verifier = Verifier.default()
    writer, helps = writer_over(settings, verifier)
    conflicts = open_conflicts(corpus, settings.data_dir)
    composer = composer_over(retriever, conflicts, model=_model(settings).fingerprint)
    steps = Steps(
        understanding=retriever.understanding,
        route=router.route,
        retrieve=_retrieve(retriever),
        composer=composer,
        verifier=verifier,
        writer=writer,
        clock=lambda: Clock(settings.today or date.today(), settings.stale_after_days),
        close=close,
        helps=helps,
        bank=Bank(ask_with(retriever.understanding, router.route, composer), settings.data_dir),
    )
    return Pipeline(corpus, steps)


def writer_over(settings: Settings, verifier: Verifier) -> tuple[Writer, Helps | None]:
    """Return who writes the answers, and who helps to understand questions, if anybody does.

    Raises `SettingsError` where a language model is set that cannot be opened.
    """
    if settings.chat_model is None:
        return QuotingWriter(verifier), None
    # Imported when used: they bring LangChain's models.
    from rag.writers.llm.background import Bounds
    from rag.writers.llm.model import Chosen
    from rag.writers.llm.opening import Terms, open_prose
    from rag.writers.llm.spending import Budget, Prices

    chosen = Chosen(settings.chat_model, settings.chat_url, settings.chat_temperature, settings.chat_answer_tokens)
    terms = Terms(
        Bounds(settings.chat_silence_seconds, settings.chat_seconds),
        settings.chat_retries,
        settings.chat_prompt_tokens,
        Prices(settings.chat_input_price, settings.chat_output_price),
        Budget(settings.chat_daily_tokens, settings.chat_daily_cost),
    )
    writer, helps = open_prose(chosen, terms, settings.data_dir, verifier)
    return writer, helps if settings.chat_query_help else None


def composer_over(retriever: HybridRetriever, conflicts: Conflicts = NO_CONFLICTS, *, model: str = "") -> Composer:
    """Return what composes answers of the passages that `retriever` finds; `model` is its model's fingerprint."""
    answerable = shipped_answerable(model)
    relevance: Relevance = retriever.relevance
    return Composer(
        judge=_judge(retriever),
        candidates=_candidates(retriever),
        article_of=retriever.corpus.article,
        tables=relevance.tables,
        model=relevance.model,
        answerable=answerable,
        usual=lambda question: answerable.usual(retriever.embed(question.searches)[0]),
        understand=retriever.understanding.of,
        conflicts=conflicts,
    )


def build_index(settings: Settings, rebuild: bool = False, progress: Progress | None = None) -> str:
    """Build the index unless it is there, or anew with `rebuild`; return its name."""
    index = _open(settings, load_corpus(settings.corpus_dirs), _model(settings), progress=progress, rebuild=rebuild)
    index.close()
    return index.fingerprint


def open_retriever(
    settings: Settings, *, progress: Progress | None = None
) -> tuple[HybridRetriever, Callable[[], None]]:
    """Return the retriever over the corpus that `settings` name, and what lets go of its index."""
    corpus = load_corpus(settings.corpus_dirs)
    model = _model(settings)
    index = _open(settings, corpus, model, progress=progress)
    tables = build_tables(corpus)
    understanding = Understanding(corpus_words(corpus), _common_words(settings.embedding_model))
    relevance = Relevance(
        corpus,
        tables,
        Rows.of(index.sentence_ids, index.sentence_vectors),
        Rows.of(index.passage_ids, index.passage_vectors),
        shipped_model(),
    )
    embed = remembering(model)
    searches = {
        "keyword": KeywordRetriever(index=tables.passage_words, understanding=understanding),
        "sentence": SemanticRetriever(index=index, embed=embed, understanding=understanding),
    }
    retriever = HybridRetriever(
        searches=searches, relevance=relevance, embed=embed, corpus=corpus, understanding=understanding
    )
    return retriever, index.close


def runnable(pipeline: Pipeline) -> RunnablePipeline:
    """Return the pipeline for LangChain: {"question": …, "history": …} -> Answer."""
    from langchain_core.runnables import RunnableLambda

    def ask(asked: Mapping[str, Any]) -> Answer:
        return pipeline.ask(asked["question"], asked.get("history", ()), jurisdiction=asked.get("jurisdiction"))

    return RunnableLambda(ask, name="footnote")


def corpus_words(corpus: Corpus) -> frozenset[str]:
    """Return every word that the corpus writes, folded."""
    texts = [sentence.text for sentence in corpus.sentences]
    texts += [f"{article.title} {passage.heading}" for article in corpus.articles for passage in article.passages]
    return frozenset(word for text in texts for word in words(text))


def remembering(model: TextModel) -> Embed:
    """Return a function from texts to vectors that embeds the same texts once."""
    lock = Lock()

    @lru_cache(maxsize=REMEMBERED)
    def kept(texts: tuple[str, ...]) -> Vectors:
        vectors = model.vectors(texts)
        vectors.flags.writeable = False
        return vectors

    def embed(texts: tuple[str, ...]) -> Vectors:
        with lock:
            return kept(texts)

    return embed


def _retrieve(retriever: HybridRetriever) -> Callable[[str, int, str | None], tuple[Hit, ...]]:
    def retrieve(text: str, k: int, jurisdiction: str | None) -> tuple[Hit, ...]:
        found = retriever.invoke(text, k=k, jurisdiction=jurisdiction)
        return tuple(hit_of(document, retriever.corpus) for document in found)

    return retrieve


def _judge(retriever: HybridRetriever) -> Judge:
    def judge(question: Question, passages: Sequence[Passage]) -> tuple[Judged, ...]:
        relevance: Relevance = retriever.relevance
        return relevance.judge(question, retriever.embed(question.searches), passages)

    return judge


def _candidates(retriever: HybridRetriever) -> Candidates:
    @lru_cache(maxsize=REMEMBERED)
    def candidates(question: Question, count: int, jurisdiction: str | None) -> Sequence[Passage]:
        found = retriever.found(question.text, jurisdiction=jurisdiction, k=count)
        return retriever.candidates(question, found.values(), chosen=jurisdiction, count=count)

    return candidates


def _open(
    settings: Settings,
    corpus: Corpus,
    model: SentenceTransformerEmbeddings,
    *,
    progress: Progress | None,
    rebuild: bool = False,
) -> Index:
    return open_index(
        corpus, model, settings.data_dir, chroma_url=settings.chroma_url, rebuild=rebuild, progress=progress
    )


def _model(settings: Settings) -> SentenceTransformerEmbeddings:
    prepare_environment(local_model=is_local(settings.embedding_model))
    return SentenceTransformerEmbeddings(settings.embedding_model, threads=settings.threads)


def _common_words(model: str) -> frozenset[str]:
    """Return the whole words of the embedding model's vocabulary: right words that the corpus need not use."""
    path = find_model(model).folder / "tokenizer.json"
    if not path.is_file():
        return frozenset()
    pieces: Mapping[str, int] | list[list[Any]] = json.loads(path.read_text(encoding="utf-8"))["model"]["vocab"]
    if not isinstance(pieces, dict):
        return frozenset()
    return frozenset(piece for piece in pieces if piece.isalpha() and len(piece) > 1)
