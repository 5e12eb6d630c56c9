// Draws one article to be read: its title, what is known of it, and its text or two texts compared.

const TAGS = { added: "ins", removed: "del", quote: "mark" };

function drawPiece(run) {
  const tag = TAGS[run.role];
  if (!tag) return document.createTextNode(run.text);
  return element(tag, tag === "mark" ? "or-quote" : "", run.text);
}

function drawFact(fact) {
  const row = element("div");
  const value = element("dd");
  if (fact.url) {
    const link = foreign("a", "", fact.value);
    link.href = fact.url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    value.append(link);
  } else {
    value.append(foreign("bdi", "", fact.value));
  }
  if (fact.origin) value.append(" ", foreign("span", "or-details", `(${fact.origin})`));
  row.append(element("dt", "or-details", fact.name), value);
  return row;
}

function drawCopy(copy, open) {
  const item = element("li");
  const button = foreign("button", "or-entry", copy.title);
  button.type = "button";
  button.onclick = () => open(copy.id);
  item.append(button, foreign("span", "or-details", copy.details));
  return item;
}

function drawCopies(copies, open) {
  const section = element("section", "or-copies");
  section.setAttribute("aria-label", "In nearly the same words");
  const list = element("ul");
  list.append(...copies.map((copy) => drawCopy(copy, open)));
  section.append(element("p", "or-details", "In nearly the same words"), list);
  return section;
}

function drawText(view) {
  const text = element("div", "or-article");
  if (view.language) text.lang = view.language;
  for (const runs of view.paragraphs) {
    const paragraph = foreign("p");
    paragraph.append(...runs.map(drawPiece));
    text.append(paragraph);
  }
  if (view.cut) text.append(element("p", "or-cut", "The text goes on after this."));
  return text;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const article = element("article", "or-reading");
  const title = foreign("h2", "or-source-title", data.title, data.language);
  const facts = element("dl", "or-facts");
  facts.append(...data.facts.map(drawFact));
  article.append(title, facts);
  if (data.copies.length) {
    article.append(drawCopies(data.copies, (id) => setTriggerValue("open", id)));
  }
  article.append(drawText(data));
  const before = parentElement.querySelector(".or-reading");
  before?.remove();
  parentElement.append(article);
  // Once only: drawn again, the page stays where the reader is.
  if (!before) article.querySelector("mark")?.scrollIntoView({ block: "center" });
}
