// The place of one incident on a small map, with its radius; a click picks another for a correction.
import type * as MapLibre from "maplibre-gl";
import { kmRadius, makeMap } from "./basemap";

async function start(): Promise<void> {
  const box = document.getElementById("place-map");
  if (!box) return;
  const [lat, lon, km] = ["lat", "lon", "km"].map((k) => Number(box.dataset[k] ?? 0)) as [number, number, number];
  const point = (at: [number, number]): GeoJSON.Feature => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: at } });
  const made = await makeMap(
    box,
    (style, colours) => {
      const mark = colours["strikes"] ?? "#c40";
      style.sources["here"] = { type: "geojson", data: point([lon, lat]) };
      style.sources["picked"] = { type: "geojson", data: { type: "FeatureCollection", features: [] } };
      style.layers.push(
        { id: "area", type: "circle", source: "here", paint: { "circle-radius": kmRadius(km), "circle-color": mark, "circle-opacity": 0.12, "circle-stroke-color": mark, "circle-stroke-width": 1.5 } },
        { id: "here", type: "circle", source: "here", paint: { "circle-radius": km > 20 ? 3 : 7, "circle-color": mark, "circle-stroke-color": colours["card"] ?? "#fff", "circle-stroke-width": 2 } },
        { id: "picked", type: "circle", source: "picked", paint: { "circle-radius": 8, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": colours["accent"] ?? "#066", "circle-stroke-width": 4 } },
      );
    },
    { center: [lon, lat], zoom: km > 150 ? 4 : km > 20 ? 5.5 : 7 },
  );
  if (!made) return;
  made.map.addControl(new made.lib.NavigationControl({ showCompass: false }), "top-left");
  made.map.on("click", (event) => {
    const value = document.querySelector<HTMLInputElement>("#correct-value");
    const slot = document.querySelector<HTMLSelectElement>("#correct-slot");
    const panel = document.querySelector<HTMLDetailsElement>("#correct");
    if (!value || !slot || !panel) return;
    panel.open = true;
    slot.value = "place";
    slot.dispatchEvent(new Event("change"));
    const at = event.lngLat;
    const named = value.value.replace(/\s*@[-\d. ]*$/, "");
    value.value = `${named} @ ${at.lat.toFixed(4)} ${at.lng.toFixed(4)}`.trim();
    (made.map.getSource("picked") as MapLibre.GeoJSONSource).setData(point([at.lng, at.lat]));
  });
}

void start();
