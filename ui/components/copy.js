// A button that copies what it was given: an answer with its citations, or a link.

async function copyText(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Without TLS a browser has no clipboard for pages; it still copies what is selected.
  const area = element("textarea", "or-status");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

export default function ({ data, parentElement }) {
  const label = data.label ?? "Copy";
  const button = element("button", "or-copy", label);
  button.type = "button";
  const status = element("span", "or-status");
  status.setAttribute("role", "status");
  button.onclick = async () => {
    await copyText(data.text);
    button.textContent = "Copied";
    status.textContent = data.copied ?? "Copied with its citations.";
    setTimeout(() => {
      button.textContent = label;
      status.textContent = "";
    }, 2000);
    button.focus();
  };
  parentElement.replaceChildren(button, status);
}
