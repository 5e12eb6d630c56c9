// Draws one question as text, and brings a new one to the top of the page, unless it is to stay.

export default function ({ data, parentElement }) {
  const known = parentElement.querySelector(".or-question");
  const heading = known ?? foreign("h2", "or-question");
  heading.textContent = data.question;
  heading.tabIndex = -1;
  if (known) return;
  parentElement.append(heading);
  if (data.stay) return;
  heading.scrollIntoView({ block: "start" });
  // A suggestion vanishes when it is chosen: the keyboard goes on from the question.
  if (document.activeElement === document.body) heading.focus({ preventScroll: true });
}
