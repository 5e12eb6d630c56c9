// Draws the list of the articles: a table whose headings sort it and whose titles open an article.

function drawHeading(column, sort, ask) {
  const heading = element("th");
  heading.scope = "col";
  const sorted = sort.column === column.key;
  if (sorted) heading.setAttribute("aria-sort", sort.descending ? "descending" : "ascending");
  const button = element("button", "or-sort", column.label);
  button.type = "button";
  button.onclick = () => ask(column.key);
  const arrow = element("span", "or-arrow", sorted ? (sort.descending ? " ↓" : " ↑") : "");
  arrow.setAttribute("aria-hidden", "true");
  button.append(arrow);
  heading.append(button);
  return heading;
}

function drawRow(row, open) {
  const line = element("tr");
  const button = foreign("button", "or-entry", row.title, row.language);
  button.type = "button";
  button.dataset.article = row.id;
  button.onclick = () => open(row.id);
  const title = element("td");
  title.append(button);
  line.append(title, foreign("td", "or-details", row.publisher), element("td", "or-details", row.date));
  return line;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const table = element("table", "or-articles");
  const head = element("thead");
  const headings = element("tr");
  const ask = (column) => setTriggerValue("sort", column);
  headings.append(...data.columns.map((column) => drawHeading(column, data.sort, ask)));
  head.append(headings);
  const body = element("tbody");
  body.append(...data.rows.map((row) => drawRow(row, (id) => setTriggerValue("open", id))));
  table.append(element("caption", "or-status", data.caption), head, body);
  const focused = document.activeElement?.closest?.(".or-articles th");
  const place = focused ? [...focused.parentNode.children].indexOf(focused) : -1;
  parentElement.querySelector(".or-articles")?.remove();
  parentElement.append(table);
  // Sorting draws the table again: the keyboard stays on the heading that it pressed.
  if (place >= 0) headings.children[place]?.querySelector("button").focus();
}
