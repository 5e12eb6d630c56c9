// Closes the drawer on a phone once a conversation was chosen in it: it would cover what was asked for.

const NARROW = 768;

export default function ({ data, parentElement }) {
  const before = parentElement.dataset.opened;
  parentElement.dataset.opened = data.opened;
  if (before === undefined || before === data.opened || window.innerWidth >= NARROW) return;
  document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click();
}
