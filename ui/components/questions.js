// Draws what readers ask: a table of questions, how often each was asked, and when.

function drawRow(row, columns) {
  const line = element("tr");
  line.append(foreign("td", "or-asked", row.question));
  row.counts.forEach((count, place) => {
    const cell = element("td", "or-details or-count", count);
    cell.dataset.label = `${columns[place + 1]} `; // for phones, where there are no headings
    line.append(cell);
  });
  line.append(element("td", "or-details or-when", row.days));
  return line;
}

export default function ({ data, parentElement }) {
  const table = element("table", "or-questions");
  const head = element("thead");
  const headings = element("tr");
  data.columns.forEach((column, place) => {
    const counts = place > 0 && place < data.columns.length - 1;
    const heading = element("th", counts ? "or-details or-count" : "or-details", column);
    heading.scope = "col";
    headings.append(heading);
  });
  head.append(headings);
  const body = element("tbody");
  body.append(...data.rows.map((row) => drawRow(row, data.columns)));
  table.append(element("caption", "or-status", data.caption), head, body);
  parentElement.querySelector(".or-questions")?.remove();
  parentElement.append(table);
}
