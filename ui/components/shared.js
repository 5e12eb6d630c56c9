// Put before each component's script. Every string that we did not write goes through textContent.

function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

// In its own direction, which the text itself decides; in its own language where that is known.
function foreign(tag, className, text, language) {
  const node = element(tag, className, text);
  node.dir = "auto";
  if (language) node.lang = language;
  return node;
}

// The pieces of a passage: the quote is marked, and the answering words in it are bold.
function drawRun(run) {
  if (run.role === "text") return document.createTextNode(run.text);
  const mark = element("mark", "or-quote");
  if (run.role === "span") mark.append(element("strong", "or-span", run.text));
  else mark.textContent = run.text;
  return mark;
}

function openers() {
  return [...document.querySelectorAll("button[data-ref]")];
}
