"""Gradio's side of the design: its theme, with nothing loaded from anywhere. The rest is `static/footnote.css`."""

from __future__ import annotations

import gradio as gr


def theme() -> gr.themes.Base:
    """Return a plain theme with fonts that are there; the style sheet gives it the colours of the page."""
    return gr.themes.Base(font=["system-ui", "sans-serif"], font_mono=["ui-monospace", "monospace"])
