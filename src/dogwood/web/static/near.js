// Near me by the device's position, asked for on a press and kept here: one file, the same for every reader, is fetched,
// and distances are worked out on the device.
import { copy, fill } from "./tool.js"
import { find, make, mapLink } from "./keep.js"
import { locate, miles } from "./distance.js"

const { dataset: words } = find("#device"), status = find("[role=status]"), say = text => {
	status.textContent = text
}
document.documentElement.classList.add("script")

// Where a point stands on the map: the same cone as web/projection.py.
const [cone, radius, scale, left, top, meridian] = words.projection.split(" ").map(Number)
const place = ({ latitude, longitude }) => {
	const rad = Math.PI / 180, far = radius / Math.tan(Math.PI / 4 + latitude * rad / 2) ** cone, angle = cone * rad * (longitude - meridian)
	return [Math.round(scale * far * Math.sin(angle) + left), Math.round(top - scale * (radius - far * Math.cos(angle)))]
}
const draw = (name, values, text = "") => {
	const node = document.createElementNS("http://www.w3.org/2000/svg", name)
	for (const key in values) node.setAttribute(key, values[key])
	node.textContent = text
	return node
}
const pin = (kind, x, y, text) => {
	const node = draw("g", { class: kind })
	node.append(draw("circle", { cx: x, cy: y, r: text ? 12 : 9 }))
	if (text) node.append(draw("text", { x, y }, text))
	return node
}

// The part of the map that holds the points, as web/projection.py frames it.
const frame = (points, width, height) => {
	const [xs, ys] = [0, 1].map(at => points.map(point => point[at]))
	const middle = values => (Math.min(...values) + Math.max(...values)) / 2, span = values => Math.max(...values) - Math.min(...values)
	const wide = Math.min(Number(width), Math.max(260, span(xs) + 60, (span(ys) + 60) * 2)), high = Math.min(Number(height), wide / 2)
	const start = (at, size, all) => Math.round(Math.max(0, Math.min(all - size, at - size / 2)))
	return [start(middle(xs), wide, width), start(middle(ys), high, height), Math.round(wide), Math.round(high)].join(" ")
}

const nearest = (cards, me, need) => Object.entries(cards)
	.filter(([id, card]) => id.startsWith("listing/") && card.places && (!need || (card.needs ?? "").split(" ").includes(need)))
	.map(([id, card]) => {
		const far = card.places.filter(spot => spot.length > 1).map(spot => [miles(me.latitude, me.longitude, spot[1], spot[2]), spot])
		return [id, card, ...far.sort((a, b) => a[0] - b[0])[0] ?? []]
	})
	.filter(row => row.length > 2)
	.sort((a, b) => a[2] - b[2])
	.slice(0, words.most)

const makeRow = ([id, card, far, spot], number) => {
	const node = copy("row"), link = find("h3 a", node), where = find(".where", node)
	find(".num", node).textContent = number + 1
	link.textContent = card.name
	link.href = `${words.home}${id}/`
	find(".far", node).textContent = far <= 1 ? words.mile : fill(words.miles, Math.ceil(far))
	where.textContent = spot[0]
	if (spot[3]) where.append(" · ", mapLink(words.mapAt, spot[0], words.map))
	for (const [shown, href] of card.phones?.slice(0, 1) ?? []) find(".act", node).append(make("a", shown, { href, class: "btn" }))
	find(".checked-line", node).textContent = card.checked ?? ""
	return node
}

const show = async me => {
	let cards
	try {
		cards = (await (await fetch(words.cards, { credentials: "omit" })).json()).cards
	} catch {
		return say(words.offline)
	}
	const rows = nearest(cards, me, find("#need").value), [width, height] = words.size.split(" "), [x, y] = place(me)
	const title = find("#found-title")
	title.textContent = words.title
	title.hidden = false
	find("#crow").hidden = !rows.length
	find("#nothing")?.remove()
	find("#found").replaceChildren(...rows.map(makeRow))
	find("#pins").replaceChildren(...rows.map(([, , , [, latitude, longitude]], number) => pin("pin", ...place({ latitude, longitude }), String(number + 1))).reverse())
	if (x >= 0 && x <= width && y >= 0 && y <= height) find("#pins").prepend(pin("me", x, y))
	if (rows.length) {
		const map = find("#map")
		map.classList.add("near")
		map.setAttribute("viewBox", frame(rows.map(([, , , [, latitude, longitude]]) => place({ latitude, longitude })), width, height))
		find("#map-name").textContent = words.onMap
	}
	say(rows.length ? words.done : words.none)
}
find("#locate").onclick = () => {
	say(words.waiting)
	locate(show, () => say(words.failed))
}
