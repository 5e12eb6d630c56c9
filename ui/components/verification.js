// Draws a verified text: each sentence with its mark in the margin, and its quotes on demand.

function drawQuote(quote) {
  const item = element("li");
  const words = element("blockquote", "or-quoted");
  words.append(foreign("p", "or-text", quote.text));
  if (quote.otherwise) item.append(element("p", "or-details", "Told otherwise:"));
  item.append(words, foreign("p", "or-details", quote.source));
  return item;
}

function drawSentence(sentence) {
  const item = element("li", `or-verified or-${sentence.finding}`);
  if (sentence.opens) item.classList.add("or-opens");
  const mark = element("span", "or-margin", sentence.mark);
  mark.setAttribute("aria-hidden", "true");
  const body = element("div", "or-verified-body");
  body.append(foreign("p", "or-text", sentence.text));
  const word = sentence.reason ? `${sentence.word}: ${sentence.reason}` : sentence.word;
  if (!sentence.quotes.length) {
    body.append(foreign("p", "or-details", word));
  } else {
    const details = element("details");
    details.open = sentence.finding === "contradicted";
    const list = element("ul");
    list.append(...sentence.quotes.map(drawQuote));
    details.append(foreign("summary", "or-details", word), list);
    body.append(details);
  }
  item.append(mark, body);
  return item;
}

export default function ({ data, parentElement }) {
  const section = element("section", "or-verification");
  section.setAttribute("aria-label", "The text, verified");
  const list = element("ol");
  list.append(...data.sentences.map(drawSentence));
  section.append(foreign("p", "or-remark", data.summary), list);
  section.firstChild.setAttribute("role", "status");
  parentElement.querySelector(".or-verification")?.remove();
  parentElement.append(section);
}
