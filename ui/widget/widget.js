// Puts a box into a page in which readers ask the articles of On Record:
//   <script src="https://answers.example/widget.js" data-key="onrecord_…" async></script>
// It stands where the script stands, or in the element that data-target selects. It sets no cookie,
// and shows every string as text.
(() => {
  const script = document.currentScript;
  const { key = "", target = "", heading = "Ask our articles", placeholder = "Your question" } = script.dataset;
  const api = new URL(".", script.src).href;
  const MOST_TURNS = 6; // messages of the conversation that a question brings
  const MOST_PASSAGES = 3; // passages of a list that are shown at once
  const LONGEST = 2000; // characters of a question, and of an earlier answer that it brings
  const STYLE = `
    :host { display: block; font: 1rem/1.5 var(--onrecord-font, system-ui, sans-serif);
      color: var(--onrecord-text, #1a1a1a); background: var(--onrecord-background, #fff);
      border: 1px solid var(--onrecord-rule, #d5d0c8); border-radius: var(--onrecord-radius, 8px); padding: 1.25rem; }
    @media (prefers-color-scheme: dark) { :host { color: var(--onrecord-text, #eee);
      background: var(--onrecord-background, #1b1b1b); border-color: var(--onrecord-rule, #444); } }
    * { box-sizing: border-box; overflow-wrap: anywhere; }
    h2 { margin: 0 0 .75rem; font-size: 1.125rem; }
    form { display: flex; flex-wrap: wrap; gap: .5rem; }
    input { flex: 1 1 12rem; min-width: 0; } input, button { font: inherit; padding: .5rem .75rem; min-height: 2.75rem;
      color: inherit; background: transparent; border: 1px solid var(--onrecord-rule, #8a857c); border-radius: 6px; }
    button { cursor: pointer; } button[type=submit] { color: var(--onrecord-on-accent, #fff);
      background: var(--onrecord-accent, #8a1c1c); border-color: transparent; }
    :focus-visible { outline: 3px solid var(--onrecord-focus, #1a66c2); outline-offset: 2px; }
    ul.suggestions { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0; padding: 0; list-style: none; }
    ul.suggestions:empty { display: none; } ul.suggestions li { margin: 0; } .suggestions button { text-align: start; }
    .answer { margin-top: 1rem; } .answer p { margin: 0 0 .75rem; } h3 { margin: 0 0 .25rem; font-size: 1rem; }
    .quoted { padding-inline-start: .75rem; border-inline-start: 3px solid var(--onrecord-accent, #8a1c1c); }
    .setting, .details { color: var(--onrecord-muted, #6b665d); font-size: .9em; }
    @media (prefers-color-scheme: dark) { .setting, .details { color: var(--onrecord-muted, #aaa); } }
    a { color: inherit; } ol, ul { margin: 0 0 .75rem; padding-inline-start: 1.5rem; } li + li { margin-top: .5rem; }
    .sources, .passages { font-size: .9375rem; } summary { cursor: pointer; margin-bottom: .5rem; }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  `;

  const element = (tag, className = "", text = "") => {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    node.dir = "auto";
    return node;
  };
  const headers = { "Content-Type": "application/json", ...(key && { Authorization: `Bearer ${key}` }) };
  const fetched = async (path, options = {}) => {
    const response = await fetch(new URL(path, api), { credentials: "omit", referrerPolicy: "no-referrer", headers, ...options });
    const body = await response.json();
    if (!response.ok) throw new Error(body.detail || "The answer could not be had.");
    return body;
  };

  const host = document.createElement("section");
  host.className = "onrecord-widget";
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];

  const title = element("h2", "", heading);
  const form = element("form");
  const label = element("label", "hidden", placeholder);
  const input = element("input");
  Object.assign(input, { type: "text", id: "question", maxLength: LONGEST, placeholder, required: true, autocomplete: "off" });
  label.htmlFor = input.id;
  const submit = element("button", "", "Ask");
  submit.type = "submit";
  const suggestions = element("ul", "suggestions");
  suggestions.setAttribute("aria-label", "Questions to begin with");
  const answer = element("div", "answer");
  const status = element("p", "hidden");
  status.setAttribute("role", "status");
  form.append(label, input, submit);
  root.append(title, form, suggestions, status, answer);

  const conversation = [];
  let running = null;

  // The title of an article, which leads to it, with its publisher and its day.
  function drawTitle(article, ...more) {
    const node = element("span");
    const name = article.title || "Untitled article";
    if (/^https?:/i.test(article.url || "")) {
      const link = element("a", "", name);
      Object.assign(link, { href: article.url, target: "_blank", rel: "noopener noreferrer" });
      node.append(link);
    } else node.append(name);
    const details = [article.publisher, article.published, ...more].filter(Boolean).join(" · ");
    if (details) node.append(element("span", "details", ` ${details}`));
    return node;
  }

  function drawSource(citation) {
    const item = element("li");
    item.value = citation.number;
    item.id = `source-${citation.number}`;
    item.tabIndex = -1;
    const others = new Set(citation.also_in.map((copy) => copy.publisher || copy.title || copy.url).filter(Boolean));
    item.append(drawTitle(citation, others.size && `also in ${[...others].join(", ")}`));
    return item;
  }

  // Words of other articles under a heading: those beyond the first few on demand.
  function drawPassages(heading, passages) {
    const items = passages.map((passage) => {
      const item = element("li", "", `“${passage.quote || passage.text}” `);
      item.append(drawTitle(passage, passage.number && `differs from [${passage.number}]`));
      return item;
    });
    const list = element("ul", "passages");
    list.append(...items.slice(0, MOST_PASSAGES));
    const nodes = [element("h3", "", heading), list];
    if (items.length > MOST_PASSAGES) {
      const rest = element("details");
      const further = element("ul", "passages");
      further.append(...items.slice(MOST_PASSAGES));
      rest.append(element("summary", "", `${items.length - MOST_PASSAGES} more`), further);
      nodes.push(rest);
    }
    return nodes;
  }

  // What other articles tell otherwise, each once.
  function differing(citations) {
    const found = new Map();
    for (const { number, differs } of citations)
      for (const words of differs) {
        const place = `${words.article_id} ${words.start}`;
        if (!found.has(place)) found.set(place, { ...words, number });
      }
    return [...found.values()];
  }

  // A note that corrects several of the sentences stands behind the first of them.
  function drawStatement(statement, cited, told) {
    const node = element("span");
    const setting = statement.citations.map((n) => cited.get(n)?.setting?.quote).find(Boolean);
    if (setting) node.append(element("span", "setting", setting), " ");
    if (statement.speaker) node.append(element("strong", "", `${statement.speaker}: `));
    node.append(statement.text);
    for (const number of statement.citations) {
      const link = element("a", "", `[${number}]`);
      link.href = `#source-${number}`;
      link.setAttribute("aria-label", `Source ${number}`);
      link.onclick = (event) => {
        event.preventDefault(); // the address of the page stays as it is
        root.getElementById(`source-${number}`)?.focus();
      };
      node.append(" ", link);
    }
    for (const source of statement.citations.map((n) => cited.get(n)).filter(Boolean)) {
      for (const note of source.corrections ?? []) {
        const place = `${source.article_id} ${note.start}`;
        if (told.has(place)) continue;
        told.add(place);
        node.append(" ", element("span", "setting", `(Corrected by the article itself: “${note.quote}”)`));
      }
    }
    return node;
  }

  function drawStatements(statements, cited, told, mode) {
    const node = element("p", mode === "extractive" ? "quoted" : "");
    statements.forEach((statement, place) => node.append(place ? " " : "", drawStatement(statement, cited, told)));
    return node;
  }

  function drawAnswer(data) {
    const cited = new Map(data.citations.map((citation) => [citation.number, citation]));
    const told = new Set();
    const nodes = [];
    const remark = data.remark || (data.statements.length ? "" : data.text);
    if (remark) nodes.push(element("p", "", remark));
    if (data.narrowing) nodes.push(element("p", "details", data.narrowing));
    for (const section of data.sections) {
      const name = [section.heading || section.speaker, section.publisher, section.day].filter(Boolean).join(" · ");
      if (name) nodes.push(element("h3", "", name));
      nodes.push(drawStatements(section.statements, cited, told, data.mode));
    }
    if (!data.sections.length && data.statements.length) nodes.push(drawStatements(data.statements, cited, told, data.mode));
    const lacking = data.missing.filter((part) => !remark.includes(part));
    if (data.statements.length && lacking.length) nodes.push(element("p", "", `Not told: ${lacking.join(", ")}.`));
    const otherwise = differing(data.citations);
    if (otherwise.length) nodes.push(...drawPassages("Told otherwise", otherwise));
    if (data.citations.length) {
      const list = element("ol", "sources");
      list.append(...data.citations.map(drawSource));
      nodes.push(element("h3", "", "Sources"), list);
    }
    if (data.nearest.length) nodes.push(...drawPassages("Nearest passages. These are not an answer.", data.nearest));
    answer.replaceChildren(...nodes);
    status.textContent = data.answered ? `Answered. Sources: ${data.citations.length}.` : data.text;
  }

  async function ask(question) {
    running?.abort();
    const mine = (running = new AbortController());
    answer.setAttribute("aria-busy", "true");
    status.textContent = "Reading the articles…"; // the same answer again is announced again, too
    answer.replaceChildren(element("p", "details", "Reading the articles…"));
    suggestions.replaceChildren();
    try {
      const body = JSON.stringify({ question, history: conversation.slice(-MOST_TURNS) });
      const data = await fetched("v1/ask", { method: "POST", body, signal: mine.signal });
      drawAnswer(data);
      conversation.push({ role: "user", content: question }, { role: "assistant", content: data.text.slice(0, LONGEST) });
    } catch (error) {
      if (error.name === "AbortError") return;
      answer.replaceChildren(element("p", "", error instanceof TypeError ? "The articles cannot be reached now." : error.message));
      status.textContent = answer.textContent;
    } finally {
      if (running === mine) answer.removeAttribute("aria-busy");
    }
  }

  // Suggestions are asked for once somebody is about to ask: each page view would count otherwise.
  async function suggest() {
    try {
      const { questions } = await fetched("v1/suggestions");
      if (answer.childNodes.length) return;
      for (const question of questions) {
        const button = element("button", "", question);
        button.type = "button";
        button.onclick = () => {
          input.value = question;
          input.focus();
          ask(question);
        };
        const item = document.createElement("li");
        item.append(button);
        suggestions.append(item);
      }
    } catch {} // nobody asked for them
  }

  input.addEventListener("focus", suggest, { once: true });
  form.onsubmit = (event) => {
    event.preventDefault();
    const question = input.value.trim();
    if (question) ask(question);
  };
  const stand = () => {
    const place = target && document.querySelector(target);
    if (place) place.append(host);
    else script.after(host);
  };
  // In the head of a page the script may run before the element is there.
  if (target && document.readyState === "loading") document.addEventListener("DOMContentLoaded", stand);
  else stand();
})();
