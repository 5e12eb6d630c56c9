// Draws the quotes of one page: the speakers with their counts, then each quote with its source.

function drawSpeaker(speaker, choose) {
  const item = element("li");
  const button = element("button", "or-name");
  button.type = "button";
  button.setAttribute("aria-pressed", String(speaker.chosen));
  button.append(foreign("bdi", "", speaker.name), " ", element("span", "or-details", speaker.count));
  button.onclick = () => choose(speaker.name);
  item.append(button);
  return item;
}

function drawSpeakers(view, choose) {
  const section = element("nav", "or-speakers");
  section.setAttribute("aria-label", "Speakers");
  const list = element("ul");
  list.append(...view.speakers.map((speaker) => drawSpeaker(speaker, choose)));
  if (view.more) list.append(element("li", "or-details", view.more));
  section.append(list);
  return section;
}

// A real link, for another tab; followed here, the page need not be loaded again.
function drawSource(quote, open) {
  const link = foreign("a", "or-entry", quote.title, quote.language);
  link.href = `?${new URLSearchParams({ article: quote.article, at: quote.at })}`;
  link.target = "_self";
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(`${quote.article} ${quote.at}`);
  };
  const source = element("footer");
  source.append(link, foreign("p", "or-details", quote.details));
  return source;
}

function drawQuote(quote, open) {
  const item = element("li");
  const who = element("p", "or-speaker");
  who.append(foreign("bdi", "", quote.speaker));
  if (quote.role) who.append(" ", foreign("span", "or-details", quote.role));
  const words = foreign("blockquote", "or-text or-quoted", quote.text, quote.language);
  if (quote.cut) words.append(element("span", "or-details", " …"));
  item.append(who, words, drawSource(quote, open));
  return item;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const page = element("section", "or-quotes");
  const list = element("ol");
  list.append(...data.quotes.map((quote) => drawQuote(quote, (place) => setTriggerValue("open", place))));
  page.append(drawSpeakers(data, (name) => setTriggerValue("choose", name)), list);
  const focused = document.activeElement?.closest?.(".or-name")?.textContent;
  parentElement.querySelector(".or-quotes")?.remove();
  parentElement.append(page);
  // Choosing a speaker draws the list again: the keyboard stays on the name that it pressed.
  if (focused) [...page.querySelectorAll(".or-name")].find((name) => name.textContent === focused)?.focus();
}
