// Draws one question as text, and brings a new one to the top of the page.

export default function ({ data, parentElement }) {
  const known = parentElement.querySelector(".or-question");
  const heading = known ?? document.createElement("h2");
  heading.className = "or-question";
  heading.dir = "auto";
  heading.textContent = data.question;
  parentElement.append(heading);
  if (!known) heading.scrollIntoView({ block: "start" });
}
