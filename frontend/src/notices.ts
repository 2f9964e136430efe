// Tells when a request failed or the server is gone, and leaves what was written in place.

function show(text: string): void {
  const notice = document.getElementById("notice");
  if (!notice) return;
  notice.textContent = text;
  notice.hidden = false;
}

export function startNotices(): void {
  const notice = document.getElementById("notice");
  if (!notice) return;
  document.body.addEventListener("htmx:sendError", () => show(notice.dataset["lost"] ?? ""));
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if ((event as CustomEvent<{ successful: boolean }>).detail.successful) notice.hidden = true;
  });
  document.body.addEventListener("htmx:responseError", (event) => {
    const answer = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail.xhr;
    const page = new DOMParser().parseFromString(answer.responseText, "text/html");
    const told = [...page.querySelectorAll("main h1, main p.said")].map((e) => e.textContent?.trim()).join(": ");
    show(told || notice.dataset["failed"] || "");
  });
  // A plain form, too, first looks whether the server is there: the browser's own error page would lose the text.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || form.method !== "post" || form.dataset["sure"] || form.hasAttribute("hx-post")) return;
    event.preventDefault();
    const by = event.submitter;
    fetch("/health", { cache: "no-store" }).then(
      () => {
        form.dataset["sure"] = "yes";
        form.requestSubmit(by instanceof HTMLElement ? by : null);
        delete form.dataset["sure"];
      },
      () => show(notice.dataset["lost"] ?? ""),
    );
  });
}
