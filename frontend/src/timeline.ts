// The time line: drag over the bars to choose their days. Bars know their days, so the direction of time is theirs.

export function startTimeline(choose: (values: Record<string, string>) => void): void {
  const svg = document.querySelector<SVGSVGElement>("#timeline svg");
  if (!svg || svg.dataset["started"]) return;
  svg.dataset["started"] = "yes";
  const bars = [...svg.querySelectorAll<SVGRectElement>(".hit")];
  const brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  brush.setAttribute("class", "brush");
  brush.setAttribute("height", "100");
  let from: SVGRectElement | undefined;
  let to: SVGRectElement | undefined;

  const under = (event: PointerEvent): SVGRectElement | undefined => {
    const box = svg.getBoundingClientRect();
    const at = Math.min(Math.max(((event.clientX - box.left) / box.width) * 100, 0), 99.99);
    return bars.find((b) => at >= b.x.baseVal.value && at <= b.x.baseVal.value + b.width.baseVal.value);
  };
  const draw = (): void => {
    if (!from || !to) return;
    const left = Math.min(from.x.baseVal.value, to.x.baseVal.value);
    const right = Math.max(from.x.baseVal.value + from.width.baseVal.value, to.x.baseVal.value + to.width.baseVal.value);
    brush.setAttribute("x", String(left));
    brush.setAttribute("width", String(right - left));
    svg.append(brush);
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    from = to = under(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!from) return;
    to = under(event) ?? to;
    draw();
  });
  svg.addEventListener("pointercancel", () => {
    from = to = undefined;
    brush.remove();
  });
  svg.addEventListener("pointerup", () => {
    if (from && to) {
      const days = [from, to].flatMap((b) => [b.dataset["start"] ?? "", b.dataset["end"] ?? ""]).sort();
      choose({ since: days[0] ?? "", until: days[days.length - 1] ?? "" });
    }
    from = to = undefined;
  });
  // A drag is no click on the bar's link, and a plain click is a drag over one bar.
  svg.addEventListener("click", (event) => event.preventDefault());
}
