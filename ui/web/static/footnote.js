// The page beside Gradio: footnotes and their cards, the article beside the answer, feedback, links, what was asked earlier.
// Gradio asks and streams; this reads what it draws. Nothing here sends anything but to this server.

const data = JSON.parse(document.getElementById("page-data").textContent);
const find = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const t = (key, values = {}) => data.texts[key].replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const isCalm = matchMedia("(prefers-reduced-motion: reduce)");
const isWide = matchMedia("(min-width: 68rem)");

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

let announcing;
function announce(text) {
  clearTimeout(announcing); // one sentence at a time: what is overtaken need not be heard
  announcing = setTimeout(() => { find("#status").textContent = text; }, 150);
}

/* ------------------------------------------------------------------ cards behind the numbers */

let shown = null; // the number whose card is open
let hiding;

const cardOf = (mark) => document.getElementById(mark.dataset.card);

function showCard(mark) {
  clearTimeout(hiding);
  if (shown === mark) return;
  hideCard();
  const card = cardOf(mark);
  if (!card) return;
  mark.parentElement.append(card); // right behind its number, so that Tab goes on into it
  card.hidden = false;
  mark.setAttribute("aria-expanded", "true");
  shown = mark;
  placeCard();
}

function placeCard() {
  const card = cardOf(shown), mark = shown.getBoundingClientRect(), gap = 6, edge = 12;
  const width = Math.min(380, document.documentElement.clientWidth - 2 * edge);
  card.style.width = `${width}px`;
  const left = Math.min(Math.max(edge, mark.left - 24), document.documentElement.clientWidth - width - edge);
  const below = innerHeight - mark.bottom, isAbove = below < card.offsetHeight + gap && mark.top > below;
  card.style.left = `${left}px`;
  card.style.top = `${isAbove ? Math.max(edge, mark.top - card.offsetHeight - gap) : mark.bottom + gap}px`;
}

function hideCard() {
  clearTimeout(hiding);
  if (!shown) return;
  shown.setAttribute("aria-expanded", "false");
  const card = cardOf(shown);
  if (card) card.hidden = true;
  shown = null;
}

function hideSoon() {
  clearTimeout(hiding);
  hiding = setTimeout(() => {
    const cite = shown?.parentElement;
    if (cite && !cite.matches(":hover") && !cite.contains(document.activeElement)) hideCard();
  }, 220);
}

document.addEventListener("pointerover", (event) => {
  const mark = event.target.closest?.(".mark");
  if (mark && event.pointerType === "mouse") showCard(mark);
  else if (event.target.closest?.(".card")) clearTimeout(hiding);
});
document.addEventListener("pointerout", (event) => {
  if (event.target.closest?.(".cite")) hideSoon();
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest?.(".mark");
  if (mark && mark !== justClosed) showCard(mark);
  else if (shown && !shown.parentElement.contains(event.target)) hideCard();
});
addEventListener("scroll", () => { if (shown) placeCard(); }, { passive: true, capture: true });
addEventListener("resize", () => { if (shown) placeCard(); });

/* ------------------------------------------------------------------ the article beside the answer */

const reader = find("#reader");
let opener = null; // what the focus goes back to
let justClosed = null;

async function openReader(href, from) {
  opener = from;
  hideCard();
  const body = find("#reader-body");
  body.replaceChildren(make("p", { class: "note" }, t("reader.loading")));
  find("#reader-whole").href = href;
  reader.hidden = false;
  setModal(!isWide.matches);
  document.body.classList.add("is-reading");
  find("#reader-close").focus({ preventScroll: true });
  try {
    const answer = await fetch(`${href}&part`);
    if (!answer.ok) throw new Error(answer.statusText);
    body.innerHTML = await answer.text(); // a page of this server, its texts escaped there
  } catch {
    body.replaceChildren(make("p", { class: "notice" }, t("reader.failed")));
    return;
  }
  const cited = find("#cited", body) ?? body;
  cited.focus({ preventScroll: true });
  cited.scrollIntoView({ block: "center", behavior: isCalm.matches ? "auto" : "smooth" });
}

function setModal(isModal) {
  // On a narrow window the article lies over everything else, which then must not be reached.
  for (const part of all("#masthead, gradio-app, main, .foot, .skip")) part.inert = isModal;
  reader.setAttribute("role", isModal ? "dialog" : "complementary");
  if (isModal) reader.setAttribute("aria-modal", "true");
  else reader.removeAttribute("aria-modal");
}

function closeReader() {
  if (reader.hidden) return;
  setModal(false);
  reader.hidden = true;
  document.body.classList.remove("is-reading");
  justClosed = opener; // the focus comes back, the card need not
  opener?.focus();
  justClosed = null;
}

find("#reader-close").addEventListener("click", closeReader);
isWide.addEventListener("change", () => { if (!reader.hidden) setModal(!isWide.matches); });

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (shown) {
    const mark = shown, isInside = cardOf(mark).contains(document.activeElement);
    hideCard();
    if (isInside) { justClosed = mark; mark.focus(); justClosed = null; }
  } else closeReader();
});

/* ------------------------------------------------------------------ asking */

const box = () => find("#question textarea");
const setValue = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;

function fill(area, text) {
  setValue.call(area, text); // as if it were typed: Gradio listens for the event
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

function wish(instead = false) {
  const place = find("#place")?.value ?? "";
  fill(find("#wish textarea"), JSON.stringify({ place, instead }));
}

function ask(question, { place, instead = false } = {}) {
  if (place !== undefined && find("#place")) find("#place").value = place;
  wish(instead);
  fill(box(), question);
  setTimeout(() => find("#send").click(), 30); // after Gradio has taken the words in
}

function offer() {
  const topic = find("#topic").value;
  let shownSoFar = 0;
  for (const item of all(".examples li")) {
    const fits = topic ? item.dataset.topic === topic : item.hasAttribute("data-first");
    item.hidden = !fits || shownSoFar >= 6;
    shownSoFar += fits;
  }
}

/* ------------------------------------------------------------------ what was asked earlier, in this browser only */

const EARLIER = "footnote.asked", MOST = 20;

function earlier() {
  try { return JSON.parse(localStorage.getItem(EARLIER)) ?? []; } catch { return []; }
}

function remember(turn) {
  // Whoever was in danger may not want to be found asking.
  if (["signposted", "failed", ""].includes(turn.dataset.outcome)) return;
  const asked = { question: turn.dataset.question, place: turn.dataset.place };
  const others = earlier().filter((one) => one.question !== asked.question || one.place !== asked.place);
  try { localStorage.setItem(EARLIER, JSON.stringify([asked, ...others].slice(0, MOST))); } catch { /* it is not kept */ }
  listEarlier();
}

function listEarlier() {
  const past = find(".past"), list = find(".past-list");
  if (!past) return;
  const asked = earlier();
  list.replaceChildren(...asked.slice(0, 8).map(({ question, place }) =>
    make("li", {}, make("button", { type: "button", class: "plain", "data-ask": question, "data-place": place ?? "" }, question))));
  past.hidden = asked.length === 0;
}

/* ------------------------------------------------------------------ what Gradio draws */

let last = { key: "", state: "", status: "" };

function follow() {
  const turn = find("#current .turn");
  const now = { key: turn?.dataset.turn ?? "", state: turn?.dataset.state ?? "", status: turn?.dataset.status ?? "" };
  document.body.classList.toggle("is-busy", now.state === "running");
  document.body.classList.toggle("has-answer", Boolean(turn));
  if (shown && !shown.isConnected) shown = null;
  if (now.key && now.key !== last.key) begin(turn);
  if (now.status && now.status !== last.status) announce(now.status);
  if (turn && now.state === "done" && (last.state !== "done" || last.key !== now.key)) remember(turn);
  last = now;
}

function begin(turn) {
  wish();
  turn.scrollIntoView({ block: "start", behavior: isCalm.matches ? "auto" : "smooth" });
}

function start() {
  const first = find("#first"), early = find("#first-question");
  const hadFocus = document.activeElement === early, typed = early?.value ?? "";
  first?.remove();
  document.body.classList.add("is-ready");
  find("gradio-app main")?.setAttribute("id", "content");
  for (const part of all("[class*=gradio-container-]")) { // Gradio's rules for texts and lists hang on it; ours shall hold
    part.classList.remove(...[...part.classList].filter((name) => /^gradio-container-\d/.test(name)));
  }
  for (const region of all("gradio-app [role=status]")) { region.removeAttribute("role"); region.setAttribute("aria-live", "off"); }
  if (typed) fill(box(), typed);
  if (hadFocus) box().focus();
  find("#place")?.addEventListener("change", () => wish());
  find("#topic")?.addEventListener("change", offer);
  offer();
  listEarlier();
  new MutationObserver(follow).observe(find("#current"), { childList: true, subtree: true, attributes: true });
  const query = new URLSearchParams(location.search);
  const question = query.get("q")?.trim();
  if (question) {
    history.replaceState(null, "", location.pathname); // a reload must not ask again
    ask(question, { place: query.get("place") ?? undefined });
  }
}

if (find("gradio-app")) {
  const isThere = () => box() && find("#send") && find("#place") && find("#wish textarea") && find("#current");
  const waiting = new MutationObserver(() => {
    if (!isThere()) return;
    waiting.disconnect();
    start();
  });
  waiting.observe(find("gradio-app"), { childList: true, subtree: true });
}

/* ------------------------------------------------------------------ feedback, links, copies */

const api = (path, options = {}) => fetch(`${data.root}api/${path}`, {
  headers: { "Content-Type": "application/json", "Accept-Language": data.language },
  ...options,
});

async function complaint(answer) {
  try { return (await answer.json()).error.message; } catch { return t("feedback.failed"); }
}

function sayBack(turn, ...children) {
  const place = find("[data-said]", turn);
  place.replaceChildren(...children);
  place.hidden = children.length === 0;
  return place;
}

function askWhy(turn, thumb, claim, pressed) {
  const name = `why-${turn.dataset.turn}`;
  const reasons = data.reasons[thumb].map(([reason, words]) =>
    make("label", { class: "reason" }, make("input", { type: "radio", name, value: reason }), words));
  const comment = make("textarea", { rows: "2", maxlength: String(data.longestComment), id: `${name}-comment` });
  const keep = make("input", { type: "checkbox" });
  const cancel = make("button", { type: "button" }, t("feedback.cancel"));
  const form = make("form", { class: "why" },
    make("h3", { tabindex: "-1" }, claim === null ? t("feedback.title") : t("feedback.title_claim")),
    ...(claim === null ? [] : [make("blockquote", {}, textOf(find(`[data-claim="${claim}"]`, turn)))]),
    make("fieldset", {}, make("legend", {}, t("feedback.reason")), ...reasons),
    make("label", { for: comment.id }, t("feedback.comment")), comment,
    make("label", { class: "reason" }, keep, t("feedback.with_question")),
    make("div", { class: "why-ways" }, make("button", { type: "submit", class: "strong" }, t("feedback.send")), cancel));
  cancel.addEventListener("click", () => { sayBack(turn); pressed.focus(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const reason = find("input[type=radio]:checked", form)?.value ?? null;
    const said = await sendFeedback(turn, { thumb, reason, comment: comment.value, claim, with_question: keep.checked });
    sayBack(turn, make("p", { class: "note" }, said));
    announce(said);
    pressed.focus();
  });
  sayBack(turn, form);
  find("h3", form).focus();
}

async function sendFeedback(turn, feedback) {
  try {
    const answer = await api("feedback", { method: "POST", body: JSON.stringify({ answer: turn.dataset.number, ...feedback }) });
    if (!answer.ok) return await complaint(answer);
    for (const button of all("[data-thumb]", turn)) {
      if (feedback.claim === null) button.setAttribute("aria-pressed", String(button.dataset.thumb === feedback.thumb));
    }
    return t("feedback.thanks", { days: data.feedbackDays });
  } catch { return t("feedback.failed"); }
}

async function share(turn, pressed) {
  try {
    const answer = await api("share", { method: "POST", body: JSON.stringify({ answer: turn.dataset.number }) });
    if (!answer.ok) { sayBack(turn, make("p", { class: "notice" }, await complaint(answer))); return; }
    const { token, key } = await answer.json();
    const field = make("input", { type: "text", readonly: "", class: "link", id: `link-${turn.dataset.turn}`, value: new URL(`${data.base}a/${token}`, location.href).href });
    const copy = make("button", { type: "button", class: "strong" }, t("turn.copy"));
    const back = make("button", { type: "button" }, t("turn.unshare"));
    copy.addEventListener("click", async () => announce(await toClipboard(field.value) ? t("turn.copied") : t("turn.not_copied")));
    back.addEventListener("click", async () => {
      const gone = await api(`shared/${token}`, { method: "DELETE", headers: { "Footnote-Key": key } });
      const said = gone.ok ? t("turn.unshared") : await complaint(gone);
      sayBack(turn, make("p", { class: "note" }, said));
      announce(said);
      pressed.focus();
    });
    sayBack(turn, make("label", { for: field.id }, t("turn.share_link")), make("div", { class: "link-row" }, field, copy, back), make("p", { class: "note" }, t("turn.shared")));
    field.focus();
    field.select();
  } catch { sayBack(turn, make("p", { class: "notice" }, t("feedback.failed"))); }
}

async function toClipboard(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* not on a plain http page */ }
  const area = make("textarea", { class: "unseen" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

// The sentence without the numbers in it, and without the card that hangs behind one of them.
function textOf(claim) {
  const copy = claim.cloneNode(true);
  for (const part of all(".cite, .uncertain", copy)) part.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

function asText(turn) {
  const sentences = all("[data-claim]", turn).map((claim) => {
    const numbers = all(".mark", claim).map((mark) => `[${mark.textContent}]`).join("");
    return `${textOf(claim)} ${numbers}`;
  });
  const notes = all(".footnotes li", turn).map((note) => {
    const sources = all(".note-source", note).map((source) => {
      const link = find("a", source);
      return `    ${source.textContent.replace(/\s+/g, " ").trim()}${link ? ` ${link.href}` : ""}`;
    });
    return [`[${note.value}] ${find(".note-title", note).textContent}`, ...sources].join("\n");
  });
  return [turn.dataset.question, sentences.join(" "), find(".as-of", turn)?.textContent ?? "", notes.join("\n")].filter(Boolean).join("\n\n");
}

async function download(turn, format) {
  const answer = await api(`answers/${turn.dataset.number}/${format}`);
  if (!answer.ok) { sayBack(turn, make("p", { class: "notice" }, await complaint(answer))); return; }
  const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? `footnote.${format}`;
  const link = make("a", { href: URL.createObjectURL(await answer.blob()), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function leave() {
  try { localStorage.removeItem(EARLIER); } catch { /* nothing was kept */ }
  document.body.hidden = true;
  location.replace("https://www.wikipedia.org/");
}

/* ------------------------------------------------------------------ presses */

let wasOpen = false;
document.addEventListener("pointerdown", (event) => {
  const mark = event.target.closest?.(".mark");
  wasOpen = Boolean(mark) && shown === mark;
}, true);

document.addEventListener("click", async (event) => {
  const pressed = event.target.closest?.("button, a, summary");
  if (!pressed) { if (!event.target.closest?.(".card")) hideCard(); return; }
  const turn = pressed.closest(".turn"), has = (name) => name in pressed.dataset;
  if (pressed.classList.contains("mark")) {
    if (event.pointerType === "touch" && !wasOpen) showCard(pressed);
    else openReader(pressed.dataset.href, pressed);
  } else if (has("reader")) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const mark = pressed.closest(".cite")?.querySelector(".mark");
    openReader(pressed.getAttribute("href"), mark ?? pressed);
  } else if (has("ask")) ask(pressed.dataset.ask, { place: pressed.dataset.place });
  else if (has("retry")) ask(turn.dataset.question, { place: turn.dataset.place, instead: turn.closest("#current") !== null });
  else if (has("edit")) {
    wish(turn.closest("#current") !== null);
    fill(box(), turn.dataset.question);
    box().focus();
    box().scrollIntoView({ block: "center" });
  } else if (has("thumb")) askWhy(turn, pressed.dataset.thumb, null, pressed);
  else if (has("flag")) {
    const mark = pressed.closest(".cite").querySelector(".mark");
    hideCard();
    askWhy(turn, "down", Number(mark.dataset.sentence), mark);
  }
  else if (has("copy")) announceAndShow(turn, await toClipboard(asText(turn)) ? t("turn.copied") : t("turn.not_copied"));
  else if (has("share")) share(turn, pressed);
  else if (has("get")) download(turn, pressed.dataset.get);
  else if (has("leave")) leave();
  else if (has("forget")) {
    localStorage.removeItem(EARLIER);
    listEarlier();
    box().focus();
  }
});

function announceAndShow(turn, text) {
  sayBack(turn, make("p", { class: "note" }, text));
  announce(text);
}

document.addEventListener("change", (event) => {
  const select = event.target.closest?.("select[data-country]");
  if (!select) return;
  const turn = select.closest(".turn");
  ask(turn.dataset.question, { place: select.value, instead: turn.closest("#current") !== null });
});
