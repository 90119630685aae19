// Draws the 100 counties of North Carolina once, as small SVG paths, for src/dogwood/places/data/nc_county_shapes.json.
//
//   mkdir /tmp/map && cd /tmp/map && npm install us-atlas@3.0.1 topojson-client@3.1.0 d3-geo@3.1.1
//   NODE_PATH=/tmp/map/node_modules node tools/make_county_map.mjs > src/dogwood/places/data/nc_county_shapes.json
//
// In: counties-10m.json of us-atlas (ISC licence), which redistributes the Census Bureau's cartographic county
// boundaries, 2017 edition (public domain). Names are not read from it: they come from nc_counties.csv by FIPS code.
// Out: {viewBox: [width, height], shapes: [{fips, name, path, label_x, label_y}]}, whole numbers, y downwards.
// The projection is the conformal cone of the state plane (standard parallels 34°20' and 36°10' N, meridian 79° W).
// The atlas is thinned already; corners are rounded to whole units, the same for both neighbours, so that they still fit.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const WIDTH = 1000; // units of the drawing; one is about half a mile
const MARGIN = 2;
const SMALLEST_ISLAND = 6; // square units; a county's largest piece always stays

const require = createRequire(join(process.env.NODE_PATH ?? process.cwd(), "resolve-from-here.js"));
const load = async (name) => {
  const folder = join(process.env.NODE_PATH ?? "node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return import(pathToFileURL(join(folder, about.module ?? about.main)).href);
};

const { feature } = await import(pathToFileURL(require.resolve("topojson-client")).href);
const { geoConicConformal } = await load("d3-geo");

const here = dirname(fileURLToPath(import.meta.url));
const names = new Map(
  readFileSync(join(here, "../src/dogwood/places/data/nc_counties.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",").slice(0, 2)),
);

const atlas = JSON.parse(readFileSync(require.resolve("us-atlas/counties-10m.json"), "utf8"));
const inState = atlas.objects.counties.geometries.filter((county) => names.has(county.id));
if (inState.length !== names.size) throw new Error(`${names.size} counties expected, ${inState.length} found`);
atlas.objects.counties.geometries = inState;
const drawn = feature(atlas, atlas.objects.counties);

const project = geoConicConformal()
  .parallels([34 + 20 / 60, 36 + 10 / 60])
  .rotate([79, 0])
  .fitWidth(WIDTH - 2 * MARGIN, drawn);
const place = (degrees) => project(degrees).map((value) => Math.round(value) + MARGIN);

const areaOf = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length];
    return sum + x * nextY - nextX * y;
  }, 0)) / 2;

// A ring of rounded corners, without repeats.
function roundRing(ring) {
  const whole = ring.slice(0, -1).map(place);
  return whole.filter(([x, y], i) => {
    const [beforeX, beforeY] = whole[(i + whole.length - 1) % whole.length];
    return x !== beforeX || y !== beforeY;
  });
}

// Relative steps are shorter to write than absolute places.
function writeRing(ring) {
  let [atX, atY] = ring[0];
  let path = `M${atX},${atY}l`;
  const steps = ring.slice(1).map(([x, y]) => {
    const step = `${x - atX},${y - atY}`;
    [atX, atY] = [x, y];
    return step;
  });
  path += steps.join(" ");
  return path.replaceAll(",-", "-").replaceAll(" -", "-") + "z";
}

// Where a label fits best: the point inside the ring that is farthest from its border, found on a grid of whole units.
function findLabelPoint(ring) {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  let best = { x: xs[0], y: ys[0], room: -1 };
  for (let x = Math.min(...xs); x <= Math.max(...xs); x += 1) {
    for (let y = Math.min(...ys); y <= Math.max(...ys); y += 1) {
      let inside = false;
      let room = Infinity;
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [ax, ay] = ring[i];
        const [bx, by] = ring[j];
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
        const long = (bx - ax) ** 2 + (by - ay) ** 2;
        const along = long === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long));
        room = Math.min(room, Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)));
      }
      if (inside && room > best.room) best = { x, y, room };
    }
  }
  return best;
}

let lowest = 0;
const shapes = drawn.features
  .map(({ id, geometry }) => {
    const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const rings = pieces
      .flatMap((piece) => piece.map(roundRing))
      .filter((ring) => ring.length > 2)
      .sort((a, b) => areaOf(b) - areaOf(a));
    const kept = rings.filter((ring, i) => i === 0 || areaOf(ring) >= SMALLEST_ISLAND);
    lowest = Math.max(lowest, ...kept.flat().map(([, y]) => y));
    const label = findLabelPoint(kept[0]);
    return { fips: id, name: names.get(id), path: kept.map(writeRing).join(""), label_x: label.x, label_y: label.y };
  })
  .sort((a, b) => a.fips.localeCompare(b.fips));

const lines = shapes.map((shape) => JSON.stringify(shape)).join(",\n");
process.stdout.write(`{"viewBox":[${WIDTH},${lowest + MARGIN}],"shapes":[\n${lines}\n]}\n`);
