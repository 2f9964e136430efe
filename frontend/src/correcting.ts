// The form that corrects a value: what may stand in it by slot, and words marked in a quote as its note.

const NUMBERS = ["count", "killed", "wounded", "detained", "abducted", "released", "displaced", "surrendered", "missing"];
const LISTS: Record<string, string> = { initiator: "list-party", target: "list-party", type: "list-type", level: "list-level", status: "list-status" };

function hintKind(slot: string): string {
  if (slot === "place") return "place";
  if (slot === "start" || slot === "end") return "day";
  if (NUMBERS.includes(slot)) return "number";
  return slot === "initiator" || slot === "target" ? "party" : "choice";
}

type Spot = { name_en: string; admin1: string; country: string; value: string };

/** Known places that begin like what is typed, each with its point. */
async function offerPlaces(said: string, list: HTMLDataListElement): Promise<void> {
  const answer = await fetch(`/api/gazetteer?q=${encodeURIComponent(said.slice(0, 100))}`);
  if (!answer.ok) return;
  const told = (await answer.json()) as { places: Spot[] };
  list.replaceChildren(
    ...told.places.map((spot) => {
      const option = document.createElement("option");
      option.value = spot.value;
      option.textContent = [spot.name_en, spot.admin1, spot.country].filter(Boolean).join(", ");
      return option;
    }),
  );
}

export function startCorrecting(): void {
  const slot = document.querySelector<HTMLSelectElement>("#correct-slot");
  const value = document.querySelector<HTMLInputElement>("#correct-value");
  const hint = document.querySelector<HTMLElement>("#correct-hint");
  const list = document.querySelector<HTMLDataListElement>("#correct-list");
  if (!slot || !value || !hint || !list) return;
  const fit = (): void => {
    hint.textContent = hint.dataset[hintKind(slot.value)] ?? "";
    const from = document.getElementById(LISTS[slot.value] ?? "");
    list.replaceChildren(...(from ? [...from.children].map((o) => o.cloneNode(true)) : []));
  };
  slot.addEventListener("change", fit);
  let asked = 0;
  value.addEventListener("input", () => {
    if (slot.value !== "place" || value.value.includes("@")) return;
    const mine = ++asked;
    setTimeout(() => {
      if (mine === asked) void offerPlaces(value.value, list);
    }, 200);
  });
  fit();
  const panel = document.querySelector<HTMLDetailsElement>("#correct");
  const note = document.querySelector<HTMLInputElement>("#correct-note");
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    const at = chosen?.anchorNode;
    const inQuote = (at instanceof Element ? at : at?.parentElement)?.closest("blockquote, .report");
    if (panel?.open && note && inQuote && chosen && !chosen.isCollapsed) note.value = chosen.toString().trim().slice(0, 500);
  });
}
