// One key for each button or link that carries it (data-key); never while something is typed, nor with a modifier.

export function startKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const at = event.target;
    if (at instanceof Element && at.closest("input, textarea, select, [contenteditable], .maplibregl-map")) {
      if (event.key === "Escape" && at instanceof HTMLElement) at.blur();
      return;
    }
    // On an Arabic keyboard the same key sends another letter: the key's place counts, as well as its letter.
    const letter = event.key.length === 1 ? event.key.toLowerCase() : "";
    const placed = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase() ?? "";
    const target = document.querySelector<HTMLElement>(`[data-key="${/^[a-z]$/.test(letter) ? letter : placed}"]`);
    if (!target) return;
    event.preventDefault();
    target.click();
    if (target instanceof HTMLElement && target.tagName === "SUMMARY") {
      target.parentElement?.querySelector<HTMLElement>("input:not([type=hidden]), select")?.focus();
    }
  });
}
