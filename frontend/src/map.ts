// The overview's map and time line, brushing each other through the filter form: what one chooses, all show.
import type * as MapLibre from "maplibre-gl";
import { FAMILIES, kmRadius, makeMap, type Colours } from "./basemap";
import { startTimeline } from "./timeline";

type Family = (typeof FAMILIES)[number];
type Place = { lat: number; lon: number; name: string; name_en: string; precision: string; km: number; n: number; ids: string[] } & Record<Family, number>;

function features(places: Place[]): GeoJSON.FeatureCollection<GeoJSON.Point> {
  return {
    type: "FeatureCollection",
    features: places.map((p) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [p.lon, p.lat] },
      properties: { ...p, ids: p.ids.join(" "), main: FAMILIES.reduce((a, b) => (p[b] > p[a] ? b : a)) },
    })),
  };
}

/** A map unit's colour by the family that has most of it. */
function byFamily(colours: Colours): MapLibre.ExpressionSpecification {
  const pairs = FAMILIES.flatMap((name) => [name, colours[name] ?? "#777"]);
  return ["match", ["get", "main"], ...pairs, "#777"] as unknown as MapLibre.ExpressionSpecification;
}

/** The family with most incidents in a cluster, by the sums it carries. */
function clusterColour(colours: Colours): MapLibre.ExpressionSpecification {
  const out: unknown[] = ["case"];
  for (const name of FAMILIES) {
    out.push(["all", ...FAMILIES.filter((o) => o !== name).map((o) => [">=", ["get", name], ["get", o]])], colours[name]);
  }
  return [...out, "#777"] as unknown as MapLibre.ExpressionSpecification;
}

function addPlaces(style: MapLibre.StyleSpecification, colours: Colours): void {
  style.sources["places"] = {
    type: "geojson",
    data: features([]),
    cluster: true,
    clusterRadius: 46,
    clusterMaxZoom: 9,
    clusterProperties: Object.fromEntries(["n", ...FAMILIES].map((k) => [k, ["+", ["get", k]]])),
  };
  style.layers.push(
      {
        id: "areas",
        type: "circle",
        source: "places",
        filter: ["all", ["!", ["has", "point_count"]], [">", ["get", "km"], 0]],
        paint: {
          "circle-radius": kmRadius(["get", "km"]),
          "circle-color": byFamily(colours),
          "circle-opacity": 0.1,
          "circle-stroke-color": byFamily(colours),
          "circle-stroke-width": 1.2,
          "circle-stroke-opacity": 0.75,
        },
      },
      {
        id: "clusters",
        type: "circle",
        source: "places",
        filter: ["has", "point_count"],
        paint: {
          "circle-color": clusterColour(colours),
          "circle-opacity": 0.88,
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 12, 10, 22, 60, 38],
          "circle-stroke-color": colours["card"] ?? "#fff",
          "circle-stroke-width": 2,
        },
      },
      {
        id: "points",
        type: "circle",
        source: "places",
        filter: ["!", ["has", "point_count"]],
        paint: {
          "circle-color": ["case", [">", ["get", "km"], 20], "rgba(0,0,0,0)", byFamily(colours)],
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "n"]], 1, 6, 10, 20],
          "circle-stroke-color": ["case", [">", ["get", "km"], 20], byFamily(colours), colours["card"] ?? "#fff"],
          "circle-stroke-width": 2,
        },
      },
      { id: "lit", type: "circle", source: "places", filter: ["==", ["get", "lat"], 999], paint: { "circle-radius": 22, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": colours["ink"] ?? "#000", "circle-stroke-width": 3 } },
      {
        id: "numbers",
        type: "symbol",
        source: "places",
        filter: [">", ["get", "n"], 1],
        layout: { "text-field": ["to-string", ["get", "n"]], "text-size": 12, "text-font": ["sans-serif"], "text-allow-overlap": true },
        paint: { "text-color": ["case", ["all", ["!", ["has", "point_count"]], [">", ["get", "km"], 20]], colours["ink"] ?? "#000", colours["onmark"] ?? "#fff"] },
      },
  );
}

class Overview {
  private readonly popup: MapLibre.Popup;
  private fitted = false;

  constructor(
    private readonly lib: typeof MapLibre,
    private readonly map: MapLibre.Map,
    private readonly box: HTMLElement,
  ) {
    this.popup = new lib.Popup({ closeButton: true, maxWidth: "290px" });
  }

  start(): void {
    this.map.addControl(new this.lib.NavigationControl({ showCompass: false }), "top-left");
    void this.load(this.box.dataset["query"] ?? "");
    document.body.addEventListener("htmx:afterSettle", () => {
      const shown = document.getElementById("shown");
      if (shown) void this.load(shown.dataset["query"] ?? "");
      startTimeline(choose);
    });
    this.map.on("click", "clusters", (e) => void this.open(e));
    this.map.on("click", "points", (e) => this.tell(e.features?.[0]));
    for (const layer of ["clusters", "points"]) {
      this.map.on("mouseenter", layer, () => (this.map.getCanvas().style.cursor = "pointer"));
      this.map.on("mouseleave", layer, () => (this.map.getCanvas().style.cursor = ""));
    }
    for (const name of ["dragend", "zoomend"] as const) {
      this.map.on(name, (event: { originalEvent?: unknown }) => {
        if (event.originalEvent) this.brush();
      });
    }
    document.addEventListener("mouseover", (event) => this.light(event));
    document.addEventListener("focusin", (event) => this.light(event));
  }

  private async load(query: string): Promise<void> {
    const answer = await fetch(`/api/places${query}`);
    if (!answer.ok) return;
    const told = (await answer.json()) as { places: Place[] };
    const source = this.map.getSource("places") as MapLibre.GeoJSONSource;
    source.setData(features(told.places));
    this.box.dataset["points"] = String(told.places.length);
    if (!this.fitted && told.places.length && !query.includes("box=")) this.fit(told.places);
    if (!this.fitted && query.includes("box=")) this.fitBox(new URLSearchParams(query).get("box") ?? "");
    this.fitted = true;
  }

  private fit(places: Place[]): void {
    const bounds = new this.lib.LngLatBounds();
    for (const p of places) bounds.extend([p.lon, p.lat]);
    this.map.fitBounds(bounds, { padding: 50, maxZoom: 8, animate: false });
  }

  private fitBox(told: string): void {
    const [west, south, east, north] = told.split(",").map(Number);
    if ([west, south, east, north].every((v) => Number.isFinite(v))) {
      this.map.fitBounds([west!, south!, east!, north!], { animate: false });
    }
  }

  /** What the user moved the map to becomes the filter; time line and table follow. */
  private brush(): void {
    const bounds = this.map.getBounds();
    const held = [Math.max(bounds.getWest(), -180), Math.max(bounds.getSouth(), -90), Math.min(bounds.getEast(), 180), Math.min(bounds.getNorth(), 90)];
    choose({ box: held.map((v) => v.toFixed(3)).join(",") });
  }

  private async open(event: MapLibre.MapLayerMouseEvent): Promise<void> {
    const cluster = event.features?.[0];
    if (!cluster) return;
    const source = this.map.getSource("places") as MapLibre.GeoJSONSource;
    const zoom = await source.getClusterExpansionZoom(cluster.properties["cluster_id"] as number);
    this.map.easeTo({ center: (cluster.geometry as GeoJSON.Point).coordinates as [number, number], zoom });
    this.map.once("moveend", () => this.brush());
  }

  private tell(point: MapLibre.MapGeoJSONFeature | undefined): void {
    if (!point) return;
    const p = point.properties;
    const data = this.box.dataset;
    const body = document.createElement("div");
    body.dir = data["lang"] === "ar" ? "rtl" : "ltr";
    const head = document.createElement("strong");
    head.textContent = String((data["lang"] === "ar" ? p["name"] : p["name_en"]) || p["name"] || "");
    const many = document.createElement("p");
    many.textContent = p["n"] === 1 ? data["one"] ?? "" : (data["many"] ?? "").replace("{n}", String(p["n"]));
    body.append(head, many);
    const ids = String(p["ids"]).split(" ").filter(Boolean);
    const [lon, lat] = (point.geometry as GeoJSON.Point).coordinates as [number, number];
    if (ids.length) {
      const list = document.createElement("ul");
      body.append(list);
      void this.fill(list, Number(p["lat"]), Number(p["lon"]));
    }
    this.popup.setLngLat([lon, lat]).setDOMContent(body).addTo(this.map);
  }

  private async fill(list: HTMLElement, lat: number, lon: number): Promise<void> {
    const shown = new URLSearchParams(document.getElementById("shown")?.dataset["query"] ?? "");
    shown.set("box", [lon - 0.001, lat - 0.001, lon + 0.001, lat + 0.001].map((v) => v.toFixed(4)).join(","));
    const answer = await fetch(`/api/incidents?${shown}&limit=8`);
    if (!answer.ok) return;
    const told = (await answer.json()) as { total: number; incidents: { id: string; sentence: string }[] };
    for (const one of told.incidents) list.append(link(`/incidents/${one.id}`, one.sentence));
    if (told.total > told.incidents.length) list.append(link(`/?${shown}`, this.box.dataset["all"] ?? ""));
  }

  private light(event: Event): void {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>("tr[data-lat]") : null;
    const lat = row ? Number(row.dataset["lat"]) : 999;
    this.map.setFilter("lit", row ? ["all", ["==", ["get", "lat"], lat], ["==", ["get", "lon"], Number(row.dataset["lon"])]] : ["==", ["get", "lat"], 999]);
  }
}

function link(where: string, text: string): HTMLElement {
  const item = document.createElement("li");
  const a = document.createElement("a");
  a.href = where;
  a.textContent = text;
  item.append(a);
  return item;
}

/** Put values into the filter form and let it ask for what fits. */
function choose(values: Record<string, string>): void {
  const form = document.querySelector<HTMLFormElement>("#filter");
  if (!form) return;
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

async function startMap(): Promise<void> {
  const box = document.getElementById("map");
  if (!box) return;
  const made = await makeMap(box, addPlaces, { center: [40, 27], zoom: 3 });
  if (made) new Overview(made.lib, made.map, box).start();
}

startTimeline(choose);
void startMap();
