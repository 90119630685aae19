// A QR code, drawn on the device, so that a saved list is sent to nobody (ISO/IEC 18004: byte mode, level L, versions 1-20).
// Up to 858 bytes; a longer list makes a code that phones fail to read from a screen, and is shared as a link.

const CHECKS = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28]
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8]
const MASKS = [
	(x, y) => (x + y) % 2, (x, y) => y % 2, x => x % 3, (x, y) => (x + y) % 3,
	(x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2, (x, y) => x * y % 2 + x * y % 3,
	(x, y) => (x * y % 2 + x * y % 3) % 2, (x, y) => ((x + y) % 2 + x * y % 3) % 2,
]

// Arithmetic of 256 values (x^8 + x^4 + x^3 + x^2 + 1).
const EXP = [], LOG = []
for (let value = 1, power = 0; power < 255; power++) {
	EXP[power] = value
	LOG[value] = power
	value = value << 1 ^ (value > 127 ? 0x11d : 0)
}
const times = (a, b) => a && b ? EXP[(LOG[a] + LOG[b]) % 255] : 0

const checkBytes = (data, count) => {
	let divisor = [1]
	for (let power = 0; power < count; power++) {
		divisor = [...divisor, 0].map((value, at) => value ^ times(at ? divisor[at - 1] : 0, EXP[power]))
	}
	const rest = [...data, ...Array(count).fill(0)]
	for (let at = 0; at < data.length; at++) {
		const first = rest[at]
		divisor.forEach((value, step) => rest[at + step] ^= times(value, first))
	}
	return rest.slice(data.length)
}

const alignments = version => {
	if (version == 1) return []
	const count = Math.floor(version / 7) + 2, step = Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
	return [6, ...Array.from({ length: count - 1 }, (_, at) => version * 4 + 10 - step * at).reverse()]
}
// Bytes that a version holds, check bytes included.
const capacity = version => {
	let bits = (16 * version + 128) * version + 64
	if (version > 1) {
		const count = Math.floor(version / 7) + 2
		bits -= (25 * count - 10) * count - 55 + (version > 6 ? 36 : 0)
	}
	return bits >> 3
}
const room = version => capacity(version) - CHECKS[version - 1] * BLOCKS[version - 1]

// A number with its own check bits behind it (BCH).
const guard = (value, bits, divisor) => {
	let rest = value
	for (let step = 0; step < bits; step++) rest = rest << 1 ^ (rest >> bits - 1) * divisor
	return value << bits | rest
}

const codewords = (bytes, version) => {
	const bits = []
	const push = (value, count) => {
		while (count--) bits.push(value >> count & 1)
	}
	push(4, 4)
	push(bytes.length, version > 9 ? 16 : 8)
	bytes.forEach(byte => push(byte, 8))
	push(0, Math.min(4, room(version) * 8 - bits.length))
	push(0, -bits.length & 7)
	for (let pad = 0xec; bits.length < room(version) * 8; pad ^= 0xec ^ 0x11) push(pad, 8)
	const data = Array.from({ length: bits.length / 8 }, (_, at) => parseInt(bits.slice(at * 8, at * 8 + 8).join(""), 2))
	const blocks = BLOCKS[version - 1], checks = CHECKS[version - 1], longer = capacity(version) % blocks
	const length = Math.floor(capacity(version) / blocks) - checks
	const parts = []
	for (let block = 0, from = 0; block < blocks; block++) {
		const to = from + length + (block >= blocks - longer)
		parts.push(data.slice(from, to))
		from = to
	}
	const ends = parts.map(part => checkBytes(part, checks)), out = []
	for (let at = 0; at <= length; at++) parts.forEach(part => at < part.length && out.push(part[at]))
	for (let at = 0; at < checks; at++) ends.forEach(end => out.push(end[at]))
	return out
}

// The fixed patterns: [rows of 0/1, rows of what is fixed].
const frame = version => {
	const size = version * 4 + 17
	const rows = Array.from({ length: size }, () => Array(size).fill(0)), fixed = rows.map(row => [...row])
	const put = (x, y, value) => {
		if (x < 0 || y < 0 || x >= size || y >= size) return
		rows[y][x] = +value
		fixed[y][x] = 1
	}
	for (let at = 0; at < size; at++) {
		put(6, at, at % 2 == 0)
		put(at, 6, at % 2 == 0)
	}
	for (const [left, top] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
		for (let y = -4; y < 5; y++) for (let x = -4; x < 5; x++) {
			const ring = Math.max(Math.abs(x), Math.abs(y))
			put(left + x, top + y, ring != 2 && ring != 4)
		}
	}
	const spots = alignments(version), last = spots.length - 1
	spots.forEach((top, row) => spots.forEach((left, column) => {
		if (!row && !column || !row && column == last || row == last && !column) return
		for (let y = -2; y < 3; y++) for (let x = -2; x < 3; x++) put(left + x, top + y, Math.max(Math.abs(x), Math.abs(y)) != 1)
	}))
	if (version > 6) {
		const bits = guard(version, 12, 0x1f25)
		for (let at = 0; at < 18; at++) {
			const far = size - 11 + at % 3, near = Math.floor(at / 3)
			put(far, near, bits >> at & 1)
			put(near, far, bits >> at & 1)
		}
	}
	return [rows, fixed, put, size]
}

const putFormat = (put, size, mask) => {
	const bits = guard(1 << 3 | mask, 10, 0x537) ^ 0x5412, bit = at => bits >> at & 1
	for (let at = 0; at < 6; at++) put(8, at, bit(at))
	put(8, 7, bit(6))
	put(8, 8, bit(7))
	put(7, 8, bit(8))
	for (let at = 9; at < 15; at++) put(14 - at, 8, bit(at))
	for (let at = 0; at < 8; at++) put(size - 1 - at, 8, bit(at))
	for (let at = 8; at < 15; at++) put(8, size - 15 + at, bit(at))
	put(8, size - 8, 1)
}

// How hard a code is to read: long runs, blocks, patterns like a finder, too dark or too light.
const penalty = rows => {
	const size = rows.length, lines = [...rows, ...rows.map((_, x) => rows.map(row => row[x]))].map(line => line.join(""))
	let sum = 0, dark = 0
	for (const line of lines) {
		for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
		sum += 40 * ((line.match(/(?=10111010000)/g) ?? []).length + (line.match(/(?=00001011101)/g) ?? []).length)
	}
	for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) {
		const value = rows[y][x]
		dark += value
		if (x && y && value == rows[y][x - 1] && value == rows[y - 1][x] && value == rows[y - 1][x - 1]) sum += 3
	}
	return sum + 10 * Math.floor(Math.abs(dark * 20 / size / size - 10))
}

/** Text → {size, mask, rows of 0/1}; null where it is too long. mask: which one, the best where none is given. */
export const encode = (text, wanted) => {
	const bytes = [...new TextEncoder().encode(text)]
	const version = CHECKS.findIndex((_, at) => bytes.length * 8 + 4 + (at > 8 ? 16 : 8) <= room(at + 1) * 8) + 1
	if (!version) return null
	const data = codewords(bytes, version), made = []
	for (const mask of wanted == null ? MASKS.keys() : [wanted]) {
		const [rows, fixed, put, size] = frame(version)
		putFormat(put, size, mask)
		let at = 0
		for (let right = size - 1; right > 0; right -= 2) {
			if (right == 6) right = 5
			const up = (right + 1 & 2) == 0
			for (let step = 0; step < size; step++) for (const x of [right, right - 1]) {
				const y = up ? size - 1 - step : step
				if (fixed[y][x]) continue
				const bit = at < data.length * 8 ? data[at >> 3] >> 7 - at % 8 & 1 : 0
				rows[y][x] = bit ^ !MASKS[mask](x, y)
				at++
			}
		}
		made.push({ size, mask, rows })
	}
	return made.map(one => [penalty(one.rows), one]).sort((a, b) => a[0] - b[0])[0][1]
}

/** The same as an SVG element, four white modules around it. */
export const draw = (text, title) => {
	const code = encode(text)
	if (!code) return null
	const space = "http://www.w3.org/2000/svg", svg = document.createElementNS(space, "svg")
	const all = code.size + 8, path = document.createElementNS(space, "path"), ground = document.createElementNS(space, "path")
	svg.setAttribute("viewBox", `0 0 ${all} ${all}`)
	svg.setAttribute("class", "qr")
	svg.setAttribute("role", "img")
	svg.setAttribute("aria-label", title)
	ground.setAttribute("d", `M0 0h${all}v${all}H0z`)
	ground.setAttribute("fill", "#fff")
	path.setAttribute("d", code.rows.map((row, y) => row.map((on, x) => on ? `M${x + 4} ${y + 4}h1v1h-1z` : "").join("")).join(""))
	path.setAttribute("fill", "#000")
	svg.append(ground, path)
	return svg
}
