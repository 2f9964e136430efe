// The bundled basemap and the page's colours as a map style; nothing is loaded from elsewhere.
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type * as MapLibre from "maplibre-gl";

export type Colours = Record<string, string>;
export const EARTH_KM = 40_075;
export const FAMILIES = ["strikes", "fighting", "operations", "unrest", "changes", "other"] as const;

function colour(name: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

export function readColours(box: HTMLElement): Colours {
  const names = [...FAMILIES, "card", "edge", "ink", "accent"];
  const colours: Colours = Object.fromEntries(names.map((name) => [name, colour(name)]));
  colours["sea"] = getComputedStyle(box).backgroundColor;
  colours["onmark"] = colour("on-accent");
  return colours;
}

/** km to pixels: a tile of 512 px spans the equator at zoom 0; places of our packs lie near 30 degrees north. */
export function kmRadius(km: unknown): MapLibre.ExpressionSpecification {
  const px = (512 / EARTH_KM) * 1.15;
  const out = ["interpolate", ["exponential", 2], ["zoom"], 0, ["*", km, px], 13, ["*", km, px * 8192]];
  return out as unknown as MapLibre.ExpressionSpecification;
}

/** Longitudes that go on over the date line instead of leaping round the globe. */
function unroll(line: GeoJSON.Position[]): GeoJSON.Position[] {
  let shift = 0;
  return line.map(([lon = 0, lat = 0], n) => {
    const before = line[n - 1]?.[0] ?? lon;
    if (lon - before > 180) shift -= 360;
    if (lon - before < -180) shift += 360;
    return [lon + shift, lat];
  });
}

/** Land without Antarctica (its ring runs round the pole), each ring in one piece. */
function unrolled(land: GeoJSON.FeatureCollection): GeoJSON.Feature {
  const polygons = land.features.flatMap((f) => (f.geometry.type === "MultiPolygon" ? f.geometry.coordinates : f.geometry.type === "Polygon" ? [f.geometry.coordinates] : []));
  const kept = polygons.filter((rings) => (rings[0] ?? []).some(([, lat = 0]) => lat > -60));
  return { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates: kept.map((rings) => rings.map(unroll)) } };
}

export function baseStyle(topology: Topology, colours: Colours): MapLibre.StyleSpecification {
  const countries = topology.objects["countries"] as GeometryCollection;
  const land = unrolled(feature(topology, topology.objects["land"] as GeometryCollection) as GeoJSON.FeatureCollection);
  const lines = mesh(topology, countries, (a, b) => a !== b).coordinates.map(unroll);
  const borders: GeoJSON.MultiLineString = { type: "MultiLineString", coordinates: lines };
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: land, tolerance: 0.2, buffer: 64 },
      borders: { type: "geojson", data: { type: "Feature", properties: {}, geometry: borders } },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colours["sea"] ?? "#cde" } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": colours["card"] ?? "#fff", "fill-antialias": false } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": colours["edge"] ?? "#999", "line-width": 0.5, "line-opacity": 0.6 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": colours["edge"] ?? "#999", "line-width": 0.8, "line-dasharray": [3, 2] } },
    ],
  };
}

/** A map in `box` over the basemap, with `more` drawn on it; null, with the reason in its place, where it cannot be drawn. */
export async function makeMap(
  box: HTMLElement,
  more: (style: MapLibre.StyleSpecification, colours: Colours) => void,
  options: Partial<MapLibre.MapOptions>,
): Promise<{ lib: typeof MapLibre; map: MapLibre.Map } | null> {
  const data = box.dataset;
  try {
    const lib = (await import("./maplibre-gl.mjs" as string)) as typeof MapLibre;
    const topology = (await (await fetch(`/static/countries-50m.json?v=${data["stamp"] ?? ""}`)).json()) as Topology;
    const colours = readColours(box);
    const style = baseStyle(topology, colours);
    more(style, colours);
    const locale = { "Map.Title": data["label"] ?? "", "NavigationControl.ZoomIn": data["zoomin"] ?? "+", "NavigationControl.ZoomOut": data["zoomout"] ?? "-" };
    const map = new lib.Map({ container: box, style, minZoom: 1.2, maxZoom: 13, attributionControl: false, dragRotate: false, pitchWithRotate: false, locale, ...options });
    map.touchZoomRotate.disableRotation();
    await map.once("load");
    box.dataset["ready"] = "yes";
    return { lib, map };
  } catch (fault) {
    console.warn(fault);
    const told = document.createElement("p");
    told.className = "note";
    told.textContent = data["failed"] ?? "";
    box.replaceWith(told);
    return null;
  }
}
