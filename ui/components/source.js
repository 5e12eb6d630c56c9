// Draws the source pane.

function markOpen(ref) {
  for (const button of openers()) {
    button.setAttribute("aria-expanded", String(button.dataset.ref === ref));
  }
}

function drawLink(view) {
  const link = element("a", "or-original", "Read the original");
  link.href = view.url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.append(" at ", foreign("bdi", "", view.host));
  return link;
}

// Close stands last, where Tab finds it after the title, and is set in the corner.
function drawHeader(view, close) {
  const header = element("header", "or-source-head");
  const button = element("button", "or-close", "Close");
  button.type = "button";
  button.onclick = close;
  const title = foreign("h2", "or-source-title", view.title, view.language);
  title.tabIndex = -1;
  header.append(element("p", "or-label", view.label), title);
  header.append(foreign("p", "or-details", view.details));
  if (view.url) header.append(drawLink(view));
  header.append(button);
  return header;
}

function drawArticle(view) {
  const article = element("article", "or-article");
  if (view.before) article.append(element("p", "or-cut", "The article begins before this."));
  for (const runs of view.paragraphs.filter((runs) => runs.length)) {
    const paragraph = foreign("p", "", undefined, view.language);
    paragraph.append(...runs.map(drawRun));
    article.append(paragraph);
  }
  if (view.after) article.append(element("p", "or-cut", "The article goes on after this."));
  return article;
}

function showPassage(pane, ref) {
  openers().find((button) => button.dataset.ref === ref)?.scrollIntoView({ block: "nearest" });
  pane.querySelector(".or-source-title").focus({ preventScroll: true });
  const mark = pane.querySelector("mark");
  const scroller = pane.querySelector(".or-source-body");
  if (mark) scroller.scrollTop = mark.offsetTop - scroller.clientHeight / 4;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const close = () => {
    openers().find((button) => button.dataset.ref === data.ref)?.focus();
    setTriggerValue("close", data.ref);
  };
  const pane = element("aside", "or-source");
  pane.setAttribute("aria-label", "Source");
  const body = element("div", "or-source-body");
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", "Article text");
  body.append(drawArticle(data));
  pane.append(drawHeader(data, close), body);
  pane.addEventListener("keydown", (event) => event.key === "Escape" && close());
  parentElement.querySelector(".or-source")?.remove();
  parentElement.append(pane);
  markOpen(data.ref);
  showPassage(pane, data.ref);
  return () => markOpen(null);
}
