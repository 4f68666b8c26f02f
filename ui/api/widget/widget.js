// TEXTS and STYLE are put in front of this code by script.py. Everything that comes from the server is written with
// textContent: no text of an article, a model or a visitor is ever read as HTML.

const script = document.currentScript;
const server = new URL(".", script.src);
const LONGEST = 1000;
const REMEMBERED = 6;

const element = (name, { attributes = {}, ...properties } = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
};

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

function date(text, language) {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  if (!parts || !parts[2]) return text;
  const shown = { year: "numeric", month: "long", ...(parts[3] ? { day: "numeric" } : {}), timeZone: "UTC" };
  const when = new Date(Date.UTC(+parts[1], +parts[2] - 1, +(parts[3] ?? 1)));
  return new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, shown).format(when);
}

async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let waiting = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    waiting += value;
    for (let end; (end = waiting.indexOf("\n\n")) >= 0; waiting = waiting.slice(end + 2)) {
      const event = { name: "message", id: "", data: "" };
      for (const line of waiting.slice(0, end).split("\n")) {
        const [field, ...rest] = line.split(": ");
        if (field === "event") event.name = rest.join(": ");
        else if (field === "id") event.id = rest.join(": ");
        else if (field === "data") event.data += rest.join(": ");
      }
      if (event.data) yield { ...event, data: JSON.parse(event.data) };
    }
  }
}

class FootnoteWidget extends HTMLElement {
  #language = "en";
  #texts = TEXTS.en;
  #history = [];
  #under_way = null;
  #card = null;

  connectedCallback() {
    if (this.shadowRoot) return;
    const wanted = (this.getAttribute("language") || document.documentElement.lang || navigator.language || "en").slice(0, 2);
    this.#language = wanted.toLowerCase() in TEXTS ? wanted.toLowerCase() : "en";
    this.#texts = TEXTS[this.#language];
    this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.shadowRoot.adoptedStyleSheets = [sheet];
    this.#build();
    this.shadowRoot.addEventListener("keydown", (event) => this.#key(event));
  }

  get #isCorner() {
    return this.getAttribute("place") === "corner";
  }

  #build() {
    const said = this.#texts;
    this.input = element("textarea", { id: "question", maxLength: LONGEST, placeholder: said.placeholder, rows: 2 });
    this.send = element("button", { type: "submit", className: "main", textContent: said.ask });
    this.stop = element("button", { type: "button", textContent: said.stop, hidden: true });
    this.status = element("p", { className: "status", attributes: { role: "status" } });
    this.answer = element("div", { className: "answer" });
    const form = element("form", {}, element("label", { htmlFor: "question", textContent: said.question }), this.input,
      element("div", { className: "row" }, this.send, this.stop));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.ask(this.input.value); });
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
    });
    this.stop.addEventListener("click", () => this.#under_way?.abort());
    const head = element("div", { className: "head" }, element("h2", { id: "title", textContent: this.getAttribute("heading") || said.title }));
    this.panel = element("section", { className: "panel", lang: this.#language, attributes: { "aria-labelledby": "title" } },
      head, form, this.status, this.answer, element("p", { className: "about", textContent: said.about }));
    if (this.#isCorner) {
      this.opener = element("button", { type: "button", className: "open", lang: this.#language, textContent: said.open, attributes: { "aria-haspopup": "dialog" } });
      const close = element("button", { type: "button", textContent: said.close });
      head.append(close);
      this.panel.setAttribute("role", "dialog");
      this.panel.hidden = true;
      this.opener.addEventListener("click", () => this.#show(true));
      close.addEventListener("click", () => this.#show(false));
      this.shadowRoot.append(this.opener);
    }
    this.shadowRoot.append(this.panel);
  }

  #show(isOpen) {
    this.panel.hidden = !isOpen;
    this.opener.hidden = isOpen;
    (isOpen ? this.input : this.opener).focus();
  }

  #key(event) {
    if (event.key !== "Escape") return;
    if (this.#card) this.#closeCard();
    else if (this.#under_way) this.#under_way.abort();
    else if (this.#isCorner && !this.panel.hidden) this.#show(false);
    else return;
    event.stopPropagation();
  }

  async ask(text) {
    const question = text.trim();
    if (!question || this.#under_way) return;
    const said = this.#texts, leaving = new AbortController();
    this.#under_way = leaving;
    this.#busy(true);
    this.input.value = "";
    this.#card = null;
    this.answer.replaceChildren(element("p", { className: "asked", textContent: question }));
    this.status.textContent = said.asking;
    try {
      await this.#read(question, leaving.signal);
    } catch (error) {
      if (leaving.signal.aborted) this.status.textContent = said.stopped;
      else {
        console.error("Footnote:", error);
        this.#problem(said.unreachable);
      }
    } finally {
      this.#under_way = null;
      this.#busy(false);
    }
  }

  async #read(question, signal) {
    const response = await fetch(new URL("api/ask/stream", server), {
      method: "POST", mode: "cors", credentials: "omit", signal,
      headers: { "Content-Type": "application/json", "Accept-Language": this.#language },
      body: JSON.stringify({ question, history: this.#history }),
    });
    if (!response.ok) return this.#problem((await response.json()).error.message);
    const growing = element("p");
    this.answer.append(growing);
    for await (const { name, id, data } of events(response.body)) {
      if (name === "status") this.status.textContent = data.text;
      else if (name === "claim") growing.append(element("span", { className: "claim", textContent: `${data.text} ` }));
      else if (name === "error") return this.#problem(data.error.message);
      else if (name === "answer") { growing.remove(); return this.#finish(question, data, id); }
    }
    return this.#problem(this.#texts.broke_off);
  }

  #finish(question, answer, number) {
    const said = this.#texts, count = answer.citations.length;
    this.#history = [...this.#history, { role: "user", content: question }, { role: "assistant", content: answer.text }].slice(-REMEMBERED);
    this.status.textContent = count > 1 ? fill(said.ready, { count }) : count ? said.ready_one : said.ready_none;
    this.answer.append(...this.#helplines(answer.helplines), ...this.#body(answer), ...this.#notes(answer),
      ...this.#sources(answer.citations), ...this.#followUps(answer.follow_ups), this.#feedback(number));
  }

  #body(answer) {
    const cited = new Map(answer.citations.map((citation) => [citation.number, citation]));
    const named = answer.helplines.map((line) => `- ${line.name}`);
    const isShown = (block) => !block.split("\n").some((line) => named.some((name) => line.startsWith(name)));
    const blocks = answer.text.split(/\n{2,}/).filter(isShown); // help lines stand above already
    const headings = answer.sections.map((section) => `${section.heading}:`);
    return blocks.flatMap((block) => block.split("\n")).filter((line) => line.trim()).map((line) => {
      const heading = headings.find((each) => line.startsWith(each)) ?? "";
      const said = this.#withMarks(line.slice(heading.length), cited);
      return element("p", {}, ...(heading ? [element("b", { textContent: heading })] : []), ...said);
    });
  }

  #withMarks(text, cited) {
    const made = [];
    for (const part of text.split(/(\S*\s?\[\d+\])/)) {
      const [, word, number] = /^(\S*\s?)\[(\d+)\]$/.exec(part) ?? [];
      const citation = number ? cited.get(+number) : null;
      // a number never stands alone at the head of a line
      made.push(citation ? element("span", { className: "kept" }, word, this.#mark(citation)) : part);
    }
    return made;
  }

  #mark(citation) {
    const label = fill(this.#texts.source, citation);
    const mark = element("button", { type: "button", className: "mark", textContent: citation.number, attributes: { "aria-expanded": "false", "aria-label": label } });
    mark.addEventListener("click", () => {
      const wasOpen = this.#card?.mark === mark;
      this.#closeCard(false);
      if (!wasOpen) this.#openCard(mark, citation);
    });
    return mark;
  }

  #openCard(mark, citation) {
    const card = element("div", { className: "card", attributes: { role: "group", "aria-label": fill(this.#texts.source, citation) } }, ...this.#citation(citation));
    mark.closest("p, li").after(card);
    mark.setAttribute("aria-expanded", "true");
    this.#card = { card, mark };
  }

  #closeCard(isByKey = true) {
    if (!this.#card) return;
    this.#card.card.remove();
    this.#card.mark.setAttribute("aria-expanded", "false");
    if (isByKey) this.#card.mark.focus();
    this.#card = null;
  }

  #citation(citation) {
    const said = this.#texts, status = said.statuses[citation.status] ?? citation.status;
    const standing = element("p", { className: "standing" }, `${citation.jurisdiction} · `,
      element("span", { className: "badge", textContent: status }), ` · ${fill(said.as_of, { date: date(citation.as_of, this.#language) })}`);
    const sources = citation.sources.map((source) => element("li", {}, this.#link(source.url, source.title),
      ` ${[source.publisher, said.types[source.type] ?? source.type, date(source.date, this.#language)].filter(Boolean).join(", ")}`));
    return [element("blockquote", { textContent: `“${citation.quote}”` }), element("p", { textContent: citation.title }), standing,
      sources.length ? element("ul", {}, ...sources) : element("p", { textContent: said.no_sources })];
  }

  #link(address, text) {
    if (!/^https?:\/\//i.test(address)) return element("span", { textContent: text });
    return element("a", { href: address, textContent: text, target: "_blank", rel: "noopener noreferrer", title: this.#texts.new_window });
  }

  #helplines(lines) {
    if (!lines.length) return [];
    const items = lines.map((line) => element("li", {}, element("b", { textContent: `${line.name} (${line.country})` }),
      element("br"), this.#contact(line.contact), line.hours ? ` · ${line.hours}` : ""));
    return [element("h3", { textContent: this.#texts.help }), element("ul", { className: "help" }, ...items)];
  }

  #contact(contact) {
    if (/^\+?[\d\s()-]{2,}$/.test(contact)) return element("a", { href: `tel:${contact.replace(/[^\d+]/g, "")}`, textContent: contact });
    if (/^(https?:\/\/)?[\w-]+(\.[\w-]+)+(\/\S*)?$/.test(contact)) return this.#link(contact.startsWith("http") ? contact : `https://${contact}`, contact);
    return element("b", { textContent: contact });
  }

  #notes(answer) {
    if (!answer.notes.length) return [];
    const cited = new Map(answer.citations.map((citation) => [citation.number, citation]));
    const notes = answer.notes.map((note) => element("li", { className: "note" }, note.text, " ",
      ...note.citations.filter((number) => cited.has(number) && !note.text.includes(`[${number}]`)).map((number) => this.#mark(cited.get(number)))));
    return [element("h3", { textContent: this.#texts.notes }), element("ul", { className: "notes" }, ...notes)];
  }

  #sources(citations) {
    if (!citations.length) return [];
    const items = citations.map((citation) => element("li", { value: citation.number }, ...this.#citation(citation)));
    const summary = element("summary", { textContent: `${this.#texts.sources} (${citations.length})` });
    return [element("details", {}, summary, element("ol", {}, ...items))];
  }

  #followUps(questions) {
    if (!questions.length) return [];
    const items = questions.map((question) => {
      const again = element("button", { type: "button", className: "ask-again", textContent: question });
      again.addEventListener("click", () => { this.ask(question); this.input.focus(); });
      return element("li", {}, again);
    });
    return [element("h3", { textContent: this.#texts.follow_ups }), element("ul", {}, ...items)];
  }

  #feedback(number) {
    const said = this.#texts, place = element("div", { className: "row feedback" });
    const choice = (text, chosen) => {
      const button = element("button", { type: "button", textContent: text });
      button.addEventListener("click", chosen);
      return button;
    };
    const done = (text) => { place.replaceChildren(text); this.status.textContent = text; this.status.tabIndex = -1; this.status.focus(); };
    const tell = async (thumb, reason) => {
      try {
        const response = await fetch(new URL("api/feedback", server), {
          method: "POST", mode: "cors", credentials: "omit",
          headers: { "Content-Type": "application/json", "Accept-Language": this.#language },
          body: JSON.stringify({ answer: number, thumb, reason, with_question: false }),
        });
        done(response.ok ? said.thanks : (await response.json()).error.message);
      } catch { done(said.not_sent); }
    };
    const why = (thumb) => {
      const offered = said.reasons[thumb].map(({ reason, text }) => choice(text, () => tell(thumb, reason)));
      place.replaceChildren(element("span", { textContent: said.why }), ...offered, choice(said.without_reason, () => tell(thumb, null)));
      place.querySelector("button").focus();
    };
    place.append(element("span", { textContent: said.was_it_good }), choice(said.yes, () => why("up")), choice(said.no, () => why("down")));
    return place;
  }

  #problem(text) {
    this.status.textContent = "";
    this.answer.append(element("p", { className: "problem", textContent: text, attributes: { role: "alert" } }));
  }

  #busy(isBusy) {
    if (!isBusy && this.shadowRoot.activeElement === this.stop) this.input.focus();
    this.send.disabled = isBusy;
    this.stop.hidden = !isBusy;
  }
}

if (!customElements.get("footnote-widget")) customElements.define("footnote-widget", FootnoteWidget);

const settings = script.dataset;
const widget = document.createElement("footnote-widget");
widget.setAttribute("place", settings.place === "corner" ? "corner" : "inline");
for (const name of ["language", "theme", "heading"]) if (settings[name]) widget.setAttribute(name, settings[name]);
const put = () => {
  const target = settings.target ? document.querySelector(settings.target) : null;
  if (target) target.append(widget);
  else if (script.closest("body") && settings.place !== "corner") script.after(widget);
  else document.body.append(widget);
};
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", put);
else put();
