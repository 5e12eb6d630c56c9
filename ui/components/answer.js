// Draws one answer. Every string that we did not write goes through textContent.

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function foreign(tag, className, text) {
  const node = element(tag, className, text);
  node.dir = "auto";
  return node;
}

function opener(className, passage, open) {
  const button = element("button", className);
  button.type = "button";
  button.dataset.ref = passage.ref;
  button.setAttribute("aria-expanded", "false");
  button.onclick = () => open(passage.ref);
  return button;
}

function drawMarker(marker, open) {
  const button = opener("or-marker", marker, open);
  button.textContent = `[${marker.number}]`;
  button.title = marker.source;
  button.setAttribute("aria-label", `Citation ${marker.number}: ${marker.source}`);
  return button;
}

// The last word and the markers stay on one line, unless the "word" is absurdly long.
function drawStatement(statement, open) {
  const node = element("span", "or-statement");
  const [, head, tail] = statement.text.match(/^(.*\s)?(\S{1,30})$/s) ?? [null, statement.text, ""];
  const end = element("span", "or-end", tail);
  end.append(...statement.markers.map((marker) => drawMarker(marker, open)));
  node.append(head ?? "", end);
  return node;
}

function drawStatements(view, open) {
  const text = foreign("p", view.answered ? "or-text" : "or-text or-refusal");
  for (const statement of view.statements) text.append(drawStatement(statement, open), " ");
  return text;
}

function drawOrigin(origin) {
  const node = element("span", "or-origin");
  node.append(foreign("bdi", "or-title", origin.title));
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
  button.append(foreign("span", "or-excerpt", passage.text), " ", drawOrigin(passage));
  return button;
}

function drawList(className, heading, buttons) {
  const section = element("section", className);
  section.setAttribute("aria-label", heading);
  const list = element("ol");
  for (const button of buttons) {
    const item = element("li");
    item.append(button);
    list.append(item);
  }
  section.append(element("p", "or-label", heading), list);
  return section;
}

// Screen readers announce what changes in a status, not what it holds when it appears.
function announce(data, answer) {
  const status = element("p", "or-status");
  status.setAttribute("role", "status");
  answer.append(status);
  const count = data.answered ? data.sources.length : data.nearest.length;
  const what = data.answered ? "Answered. Articles cited" : "Not answered. Passages nearby";
  setTimeout(() => (status.textContent = `${what}: ${count}.`), 200);
}

export default function ({ data, parentElement, setTriggerValue }) {
  const open = (ref) => setTriggerValue("open", ref);
  const answer = element("div", "or-answer");
  answer.append(drawStatements(data, open));
  if (data.sources.length) {
    const buttons = data.sources.map((source) => drawSource(source, open));
    answer.append(drawList("or-sources", data.note, buttons));
  }
  if (data.nearest.length) {
    const buttons = data.nearest.map((passage) => drawNearest(passage, open));
    answer.append(drawList("or-nearest", "Nearest passages. These are not an answer.", buttons));
  }
  announce(data, answer);
  parentElement.querySelector(".or-answer")?.remove();
  parentElement.append(answer);
}
