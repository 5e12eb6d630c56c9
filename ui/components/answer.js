// Draws one answer: its remark, its sentences with their markers, what was withheld, and the passages.

const LISTED = 10; // sections that are drawn at once; the rest on demand
const HOVER = { show: 120, hide: 250 }; // milliseconds: past a pointer in passing; time to cross to the card

function opener(className, passage, open) {
  const button = element("button", className);
  button.type = "button";
  button.dataset.ref = passage.ref;
  button.setAttribute("aria-expanded", "false");
  button.onclick = () => open(passage.ref);
  return button;
}

// -- the card that shows a marker's quote: stays while pointed at or focused, Escape puts it away

function fillCard(card, marker) {
  const quote = foreign("p", "or-card-quote", undefined, marker.language);
  quote.append(...marker.quote.map(drawRun));
  card.replaceChildren(quote, foreign("p", "or-card-title", marker.title, marker.language));
  card.append(foreign("p", "or-details", marker.details));
}

function placeCard(card, button) {
  const [spot, size, gap] = [button.getBoundingClientRect(), card.getBoundingClientRect(), 6];
  const left = Math.min(spot.left, document.documentElement.clientWidth - size.width - gap);
  const above = spot.top - size.height - gap;
  card.style.left = `${Math.max(gap, left)}px`;
  card.style.top = `${above >= gap ? above : spot.bottom + gap}px`;
}

function makeCard(id) {
  const card = element("div", "or-card");
  Object.assign(card, { id, role: "tooltip", popover: "manual" });
  let owner = null;
  let timer;
  const follow = () => placeCard(card, owner);
  const later = (act, delay) => {
    clearTimeout(timer);
    timer = setTimeout(act, delay);
  };
  const hide = () => {
    clearTimeout(timer);
    document.removeEventListener("keydown", dismiss, true);
    document.removeEventListener("scroll", follow, true);
    owner?.removeAttribute("aria-describedby");
    owner = null;
    if (card.matches(":popover-open")) card.hidePopover();
  };
  const dismiss = (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation(); // once for the card, once more for the source pane
    hide();
  };
  const show = (button, marker) => {
    hide();
    owner = button;
    fillCard(card, marker);
    card.showPopover();
    follow();
    button.setAttribute("aria-describedby", id);
    document.addEventListener("keydown", dismiss, true);
    document.addEventListener("scroll", follow, true);
  };
  const leave = () => later(() => document.activeElement !== owner && hide(), HOVER.hide);
  card.onpointerenter = () => clearTimeout(timer);
  card.onpointerleave = leave;
  const attach = (button, marker) => {
    button.onpointerenter = (event) =>
      event.pointerType === "mouse" && later(() => show(button, marker), HOVER.show);
    button.onpointerleave = leave;
    button.onfocus = () => button.matches(":focus-visible") && show(button, marker);
    button.onblur = hide;
    button.addEventListener("click", hide);
  };
  return { card, attach, hide };
}

// -- the sentences

function drawMarker(marker, open, card) {
  const button = opener("or-marker", marker, open);
  button.textContent = `[${marker.number}]`;
  button.setAttribute("aria-label", `Citation ${marker.number}: ${marker.source}`);
  card.attach(button, marker);
  return button;
}

// The last word and the markers stay on one line, unless the "word" is absurdly long.
function drawStatement(statement, open, card) {
  const node = element("span", "or-statement");
  if (statement.speaker) node.append(foreign("bdi", "or-speaker", `${statement.speaker}:`), " ");
  const [, head, tail] = statement.text.match(/^(.*\s)?(\S{1,30})$/s) ?? [null, statement.text, ""];
  const end = element("span", "or-end", tail);
  end.append(...statement.markers.map((marker) => drawMarker(marker, open, card)));
  if (statement.setting) node.append(foreign("span", "or-setting", statement.setting, statement.language), " ");
  const said = element("span");
  if (statement.language) said.lang = statement.language;
  said.append(head ?? "", end);
  node.append(said);
  return node;
}

function drawStatements(statements, kind, open, card) {
  const text = foreign("p", `or-text or-${kind}`);
  for (const statement of statements) text.append(drawStatement(statement, open, card), " ");
  return text;
}

// The program's own words, which are no quote: the verdict, and what it counted or arranged.
function drawRemark(data) {
  const node = foreign("p", "or-remark");
  if (data.verdict) node.append(element("strong", "or-verdict", data.verdict), " ");
  node.append(data.remark);
  return node;
}

// What the question itself names. Taken off, it is asked over everything.
function drawNarrowed(data, broaden) {
  const node = element("div", "or-narrowed");
  const list = element("ul");
  list.setAttribute("aria-label", "Only articles");
  for (const condition of data.narrowed) {
    const item = foreign("li", "", condition);
    if (data.wider) {
      const button = element("button", "or-broaden", "×");
      button.type = "button";
      button.title = `Ask over everything: ${data.wider}`;
      button.setAttribute("aria-label", "Ask over everything");
      button.onclick = broaden;
      item.append(button);
    }
    list.append(item);
  }
  const label = element("span", "or-label", "Only articles");
  label.setAttribute("aria-hidden", "true"); // the list is called so
  node.append(label, list);
  return node;
}

// A part of the answer. Its title opens the first quote too, for a pointer: the keyboard has the marker.
function drawSection(section, kind, open, card) {
  const node = element("div", "or-section");
  const head = element("div", "or-section-head");
  const title = foreign("h3", "or-section-title", section.title, section.language);
  const text = drawStatements(section.statements, kind, open, card);
  const marker = text.querySelector(".or-marker");
  if (marker) title.onclick = () => getSelection().isCollapsed && marker.click();
  if (section.title) head.append(title);
  if (section.details) head.append(foreign("p", "or-details", section.details));
  node.append(head, text);
  return node;
}

function drawSections(data, open, card) {
  const drawn = data.sections.map((section) => drawSection(section, data.kind, open, card));
  const node = element("div", "or-sections");
  if (data.sections.every((section) => section.statements.length === 1)) node.classList.add("or-compact");
  if (drawn.length === 1) {
    node.append(drawn[0]);
    return node;
  }
  node.append(listed(drawn.slice(0, LISTED)));
  if (drawn.length > LISTED) {
    const details = element("details", "or-more");
    details.append(element("summary", "or-label", `${drawn.length - LISTED} more`), listed(drawn.slice(LISTED)));
    node.append(details);
  }
  return node;
}

function drawNote(note) {
  const node = element("p", "or-label or-note");
  node.append(element("strong", "", note.word), " ", foreign("bdi", "", note.text));
  return node;
}

function drawWithheld(withheld) {
  const count = withheld.length === 1 ? "1 sentence" : `${withheld.length} sentences`;
  const details = element("details", "or-withheld");
  const list = element("ul");
  for (const each of withheld) {
    const item = element("li");
    item.append(foreign("del", "", each.text), " ", foreign("span", "or-reason", each.reason));
    list.append(item);
  }
  details.append(element("summary", "", `${count} withheld`), list);
  return details;
}

// -- the passages

function drawOrigin(origin) {
  const node = element("span", "or-origin");
  node.append(foreign("bdi", "or-title", origin.title, origin.language));
  if (origin.details) node.append(" · ", foreign("bdi", "or-details", origin.details));
  return node;
}

function drawSource(source, open) {
  const button = opener("or-passage", source, open);
  button.append(element("span", "or-number", source.numbers.join(" ")), " ", drawOrigin(source));
  return button;
}

function drawNearest(passage, open) {
  const button = opener("or-passage", passage, open);
  const excerpt = foreign("span", "or-excerpt", passage.text, passage.language);
  button.append(excerpt, " ", drawOrigin(passage));
  return button;
}

function listed(nodes) {
  const list = element("ol");
  for (const node of nodes) {
    const item = element("li");
    item.append(node);
    list.append(item);
  }
  return list;
}

function drawList(className, heading, buttons) {
  const section = element("section", className);
  section.setAttribute("aria-label", heading);
  section.append(element("p", "or-label", heading), listed(buttons));
  return section;
}

// The notes by which the cited articles correct themselves.
function drawCorrections(corrections) {
  const notes = corrections.map((note) => {
    const node = element("p", "or-correction");
    node.append(foreign("span", "", note.text, note.language), " ", element("span", "or-details", `corrects [${note.number}]`));
    return node;
  });
  return drawList("or-differs or-corrections", "Corrected by the article itself", notes);
}

// What other articles of the same story say otherwise: a few, the rest on demand.
function drawDiffering(passages, open) {
  const shown = 3;
  const buttons = passages.map((passage) => drawNearest(passage, open));
  const section = drawList("or-differs", "Told otherwise", buttons.slice(0, shown));
  if (passages.length > shown) {
    const details = element("details");
    const rest = listed(buttons.slice(shown));
    details.append(element("summary", "or-label", `${passages.length - shown} more`), rest);
    section.append(details);
  }
  return section;
}

// What may hide the answer, and a way to look past it.
function drawFilters(filters, widen) {
  const section = element("section", "or-filtered");
  section.setAttribute("aria-label", "Filters");
  const line = element("p", "or-label", "Your filters may hide the answer: only articles ");
  filters.forEach((filter, place) => line.append(place ? ", " : "", foreign("bdi", "", filter)));
  line.append(" were searched.");
  const button = element("button", "or-widen", "Ask again without filters");
  button.type = "button";
  button.onclick = widen;
  section.append(line, button);
  return section;
}

// Screen readers announce what changes in a status, not what it holds when it appears.
function announce(data, answer) {
  const status = element("p", "or-status");
  status.setAttribute("role", "status");
  answer.append(status);
  let news = data.remark || data.statements[0]?.text || "";
  if (data.cited) news = `Answered. Articles cited: ${data.cited}.`;
  if (data.nearest.length)
    news = `${data.remark || "Not answered."} Passages nearby: ${data.nearest.length}.`;
  setTimeout(() => (status.textContent = news), 200);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const open = (ref) => setTriggerValue("open", ref);
  const answer = element("div", "or-answer");
  const card = makeCard(`or-card-${data.turn}`);
  if (data.verdict || data.remark) answer.append(drawRemark(data));
  if (data.narrowed.length) answer.append(drawNarrowed(data, () => setTriggerValue("broaden", true)));
  if (data.statements.length) answer.append(drawStatements(data.statements, data.kind, open, card));
  if (data.sections.length) answer.append(drawSections(data, open, card));
  if (data.lacking) answer.append(foreign("p", "or-remark or-lacking", data.lacking));
  if (data.coverage) answer.append(foreign("p", "or-label or-coverage", data.coverage));
  if (data.note) answer.append(drawNote(data.note));
  if (data.withheld.length) answer.append(drawWithheld(data.withheld));
  if (data.filters.length) answer.append(drawFilters(data.filters, () => setTriggerValue("widen", true)));
  if (data.corrections.length) answer.append(drawCorrections(data.corrections));
  if (data.differs.length) answer.append(drawDiffering(data.differs, open));
  if (data.sources.length) {
    const buttons = data.sources.map((source) => drawSource(source, open));
    answer.append(drawList("or-sources", "Sources", buttons));
  }
  if (data.nearest.length) {
    const buttons = data.nearest.map((passage) => drawNearest(passage, open));
    answer.append(drawList("or-nearest", "Nearest passages. These are not an answer.", buttons));
  }
  answer.append(card.card);
  announce(data, answer);
  parentElement.querySelector(".or-answer")?.remove();
  parentElement.append(answer);
  return card.hide;
}
