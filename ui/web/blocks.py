"""The Gradio application: a box for the question, buttons to ask, stop and start anew, and the conversation.

blocks = build(site, "en")                     a gr.Blocks with its events; nothing listens yet

Gradio has the queue, the streaming and the session; what the conversation looks like is HTML of our own templates in
Markdown components. Those do not clean their content, because a cleaner would take away the buttons that footnotes are:
everything in it comes from a template that escapes every text (`ui/web/pieces.py`, and a test with hostile articles).
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import gradio as gr

from ui.web.conversation import Frame, ask, read_wish, stop
from ui.web.examples import examples
from ui.web.pieces import piece
from ui.web.site import Site
from ui.web.texts import said
from ui.web.turn import Turn
from ui.web.view import view_of

AT_ONCE = 64
"""Questions that Gradio lets through at the same time: the desk queues them, and says how many are before yours."""
SECONDS_KEPT = 2 * 60 * 60
"""After which a conversation that nobody carries on is forgotten."""

SHOWN_FIRST = 5
"""Examples that are offered before a topic is chosen, spread over the topics."""

Turns = tuple[Turn, ...]


def build(site: Site, language: str) -> gr.Blocks:
    """Return the page on which questions are asked, its texts in `language`."""

    async def send(question: str, wish: str, turns: Turns, request: gr.Request) -> AsyncIterator[tuple[Any, ...]]:
        visitor = request.client.host if request.client else "unknown"
        frames = ask(site, turns or (), question, read_wish(wish), visitor=visitor, language=language)
        async with aclosing(frames):
            async for frame in frames:
                yield _shown(frame, site, language)

    def halt(turns: Turns) -> tuple[str, Turns]:
        kept = stop(turns or ())
        return turn_html(kept[-1], site, language) if kept else "", kept

    def clear() -> tuple[str, str, Turns]:
        return "", "", ()

    with gr.Blocks(title=said("site.title", language), analytics_enabled=False, fill_width=True) as blocks:
        gr.Markdown(intro_html(site, language), sanitize_html=False, latex_delimiters=[], elem_id="intro")
        earlier = gr.Markdown("", sanitize_html=False, latex_delimiters=[], elem_id="earlier")
        current = gr.Markdown("", sanitize_html=False, latex_delimiters=[], elem_id="current")
        with gr.Column(elem_id="asking"):
            box = gr.Textbox(label=said("ask.box", language), lines=1, max_lines=8, elem_id="question")
            with gr.Row(elem_id="buttons"):
                ask_button = gr.Button(said("ask.send", language), variant="primary", elem_id="send")
                stop_button = gr.Button(said("ask.stop", language), elem_id="stop")
                clear_button = gr.Button(said("ask.clear", language), elem_id="clear")
            gr.Markdown(filters_html(site, language), sanitize_html=False, latex_delimiters=[], elem_id="narrowing")
            wish = gr.Textbox("{}", visible="hidden", elem_id="wish", label="wish")
        gr.Markdown(offers_html(site, language), sanitize_html=False, latex_delimiters=[], elem_id="offers")
        turns = gr.State((), time_to_live=SECONDS_KEPT)

        asking = gr.on(
            [box.submit, ask_button.click],
            send,
            inputs=[box, wish, turns],
            outputs=[box, earlier, current, turns],
            api_name="ask",
            show_progress="hidden",
            concurrency_limit=AT_ONCE,
            concurrency_id="ask",
            trigger_mode="once",
        )
        stop_button.click(
            halt,
            inputs=[turns],
            outputs=[current, turns],
            cancels=[asking],
            show_progress="hidden",
            api_visibility="private",
        )
        clear_button.click(
            clear,
            outputs=[earlier, current, turns],
            cancels=[asking],
            show_progress="hidden",
            api_visibility="private",
        )
    queued: gr.Blocks = blocks.queue(api_open=False, max_size=1000, default_concurrency_limit=AT_ONCE)
    return queued


def intro_html(site: Site, language: str) -> str:
    """Return what stands above the box."""
    date = site.voice(language).words.date(site.corpus.as_of)
    return piece("intro.html", language, places=len(site.places(language)), date=date)


def filters_html(site: Site, language: str) -> str:
    """Return what narrows a question down."""
    topics = tuple(dict.fromkeys(example.topic for example in examples(site.corpus, language)))
    return piece("filters.html", language, places=site.places(language), topics=topics)


def offers_html(site: Site, language: str) -> str:
    """Return what stands below the box: examples, and room for what was asked earlier."""
    offered = examples(site.corpus, language)
    first = range(0, len(offered), max(1, len(offered) // SHOWN_FIRST))
    return piece("offers.html", language, examples=offered, first=first)


def turn_html(turn: Turn, site: Site, language: str) -> str:
    """Return one turn as the page shows it."""
    voice = site.voice(language)
    return piece(
        "turn.html",
        language,
        view=view_of(turn, voice),
        base="",
        is_snapshot=False,
        countries=site.help_countries(language),
        place_name=voice.place(turn.place),
    )


def _shown(frame: Frame, site: Site, language: str) -> tuple[Any, ...]:
    """Return the outputs of a frame; what did not change is skipped, so that nothing on the page is drawn anew."""
    *before, last = frame.turns
    current = turn_html(last, site, language)
    if not frame.is_new:
        return gr.skip(), gr.skip(), current, frame.turns
    return "", "\n".join(turn_html(turn, site, language) for turn in before), current, frame.turns
