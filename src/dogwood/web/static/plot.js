// Pain over time as a small SVG: one point an entry, days along the bottom, 0 to 10 up the side.
const SPACE = "http://www.w3.org/2000/svg"
const WIDEST = 680, HEIGHT = 220, LEFT = 34, RIGHT = 12, TOP = 12, BOTTOM = 30

const shape = (name, values, text) => {
	const node = document.createElementNS(SPACE, name)
	for (const key in values) node.setAttribute(key, values[key])
	if (text != null) node.textContent = text
	return node
}

/** points: [{date, pain}] by date. title: for those who do not see it. say: a date in words. room: pixels across. */
export const plot = (points, title, say, room) => {
	const width = Math.max(240, Math.min(WIDEST, room || WIDEST))
	const svg = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, class: "plot", role: "img", "aria-label": title })
	const first = Date.parse(points[0].date), last = Date.parse(points.at(-1).date)
	const x = date => LEFT + (last > first ? (Date.parse(date) - first) / (last - first) : 0.5) * (width - LEFT - RIGHT)
	const y = pain => TOP + (10 - pain) / 10 * (HEIGHT - TOP - BOTTOM)
	for (const pain of [0, 5, 10]) {
		svg.append(shape("line", { x1: LEFT, x2: width - RIGHT, y1: y(pain), y2: y(pain) }))
		svg.append(shape("text", { x: LEFT - 8, y: y(pain) + 5, "text-anchor": "end" }, pain))
	}
	svg.append(shape("polyline", { points: points.map(({ date, pain }) => `${x(date).toFixed(1)},${y(pain).toFixed(1)}`).join(" ") }))
	for (const { date, pain } of points) {
		const dot = shape("circle", { cx: x(date).toFixed(1), cy: y(pain).toFixed(1), r: 5 })
		dot.append(shape("title", {}, `${say(date)}: ${pain}`))
		svg.append(dot)
	}
	const ends = last > first ? [["start", points[0].date, LEFT], ["end", points.at(-1).date, width - RIGHT]] : [["middle", points[0].date, x(points[0].date)]]
	for (const [anchor, date, at] of ends) svg.append(shape("text", { x: at, y: HEIGHT - 6, "text-anchor": anchor }, say(date)))
	return svg
}
