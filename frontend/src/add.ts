// The form that takes reports: files may be dropped on it, and an unsent text outlives a closed tab.

const KEPT = "marsad-unsent";

export function startAdd(): void {
  const form = document.querySelector<HTMLFormElement>("#add-form");
  const text = form?.querySelector("textarea");
  const files = form?.querySelector<HTMLInputElement>("input[type=file]");
  const area = form?.querySelector<HTMLElement>(".drop");
  if (!form || !text || !files || !area) return;
  const kept = sessionStorage.getItem(KEPT);
  if (kept && !text.value) text.value = kept;
  text.addEventListener("input", () => {
    if (text.value.length < 1_000_000) sessionStorage.setItem(KEPT, text.value);
  });
  for (const name of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      area.classList.toggle("over", name === "dragover");
      if (name === "drop" && event instanceof DragEvent && event.dataTransfer?.files.length) files.files = event.dataTransfer.files;
    });
  }
  if (document.querySelector("[data-kept]")) sessionStorage.removeItem(KEPT);
}
