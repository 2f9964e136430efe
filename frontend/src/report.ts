// The report's page: an event lights its words and words light their event; a click tells what a word was read as.

const LIT = "lit";

function refs(element: Element): string[] {
  return (element.getAttribute("data-refs") ?? element.getAttribute("data-ref") ?? "").split(" ").filter(Boolean);
}

/** Does a stretch belong to `ref`: to itself, or for an event (e1) to any of its slots (e1-places-0). */
function belongs(stretch: Element, ref: string): boolean {
  return refs(stretch).some((r) => r === ref || r.startsWith(`${ref}-`));
}

function light(root: HTMLElement, wanted: string[]): void {
  for (const lit of root.querySelectorAll(`.${LIT}`)) lit.classList.remove(LIT);
  if (!wanted.length) return;
  for (const stretch of root.querySelectorAll(".report .s")) {
    if (wanted.some((ref) => belongs(stretch, ref))) stretch.classList.add(LIT);
  }
  for (const ref of wanted) {
    root.querySelector(`.event[data-ref="${ref.split("-")[0]}"]`)?.classList.add(LIT);
    root.querySelector(`q[data-ref="${ref}"]`)?.classList.add(LIT);
  }
}

/** What a stretch lights: its events (words of a slot light the slot), never the mentions under it. */
function wantedBy(element: Element): string[] {
  const all = refs(element).filter((r) => r.startsWith("e"));
  const slots = all.filter((r) => r.includes("-"));
  return element.closest(".report") ? [...new Set([...slots, ...all])] : all;
}

function tell(root: HTMLElement, stretch: HTMLElement): void {
  const pop = document.getElementById("pop");
  if (!pop) return;
  pop.replaceChildren();
  const heads = [...root.querySelectorAll(".fold table th")].map((th) => th.textContent ?? "");
  for (const ref of refs(stretch).filter((r) => /^m\d+$/.test(r))) {
    const row = document.getElementById(ref);
    if (!row) continue;
    const list = document.createElement("dl");
    [...row.children].forEach((cell, n) => {
      const term = document.createElement("dt");
      term.textContent = heads[n] ?? "";
      const told = document.createElement("dd");
      told.append(...[...cell.childNodes].map((node) => node.cloneNode(true)));
      list.append(term, told);
    });
    pop.append(list);
  }
  if (!pop.childElementCount) return;
  pop.hidden = false;
  const box = stretch.getBoundingClientRect();
  const wide = Math.min(352, innerWidth - 24);
  pop.style.insetBlockStart = `${box.bottom + scrollY + 8}px`;
  pop.style.left = `${Math.max(12, Math.min(box.left + scrollX, innerWidth - wide - 12))}px`;
}

export function startReport(): void {
  const root = document.querySelector<HTMLElement>("article.document");
  const report = document.getElementById("report");
  if (!root || !report) return;
  const pop = document.getElementById("pop");
  const over = (event: Event): void => {
    const target = event.target instanceof Element ? event.target.closest(".report .s, q[data-ref], .event") : null;
    light(root, target ? wantedBy(target) : []);
  };
  root.addEventListener("mouseover", over);
  root.addEventListener("focusin", over);
  root.addEventListener("mouseleave", () => light(root, []));
  report.addEventListener("click", (event) => {
    const stretch = event.target instanceof Element ? event.target.closest<HTMLElement>(".s") : null;
    if (stretch && getSelection()?.isCollapsed !== false) tell(root, stretch);
  });
  root.addEventListener("click", (event) => {
    const quote = event.target instanceof Element ? event.target.closest("aside q[data-ref]") : null;
    const ref = quote?.getAttribute("data-ref");
    if (ref) [...report.querySelectorAll(".s")].find((s) => belongs(s, ref))?.scrollIntoView({ block: "center" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && pop) pop.hidden = true;
  });
  document.addEventListener("pointerdown", (event) => {
    if (pop && event.target instanceof Node && !pop.contains(event.target)) pop.hidden = true;
  });
  for (const box of root.querySelectorAll<HTMLInputElement>(".show-kind")) {
    box.addEventListener("change", () => report.classList.toggle(`hide-${box.value}`, !box.checked));
  }
}
