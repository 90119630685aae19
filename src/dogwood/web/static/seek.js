// The search on the device: an index (dogwood.offline.index) and words → results. It asks nobody for anything.
import { miles } from "./distance.js"

const CLOSE_WORDS = 12, WEAKER = { meant: 0.75, also: 0.6 }, ENOUGH = 0.6, NEEDED = 2.5, SHUT = 0.5, BETWEEN = 2
const NEAR = /\b(?:near|around|close to|in|cerca de|en|por)\s+(.+)$/

/** Lower case without accents, words apart. */
export const split = text => (text ?? "").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
	.replace(/['’]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean)

/** Is one slip of the finger between the two? A letter more, fewer, other, or two swapped. */
export const isOneSlip = (one, other) => {
	if (Math.abs(one.length - other.length) > 1 || one == other) return false
	let at = 0
	while (at < one.length && one[at] == other[at]) at++
	const [left, right] = [one.slice(at), other.slice(at)]
	if (left.length == right.length) return left.slice(1) == right.slice(1) || (left[0] == right[1] && left[1] == right[0] && left.slice(2) == right.slice(2))
	return left.length > right.length ? left.slice(1) == right : left == right.slice(1)
}

/** Parts of an index, core first → what `seek` reads. */
export const join = parts => {
	const known = parts.map(part => {
		const numbers = new Map(part.words.split(" ").map((word, number) => [word, number]))
		return { ...part, numbers, list: [...numbers.keys()] }
	})
	const core = known[0]
	return { ...core, parts: known, noise: new Set(core.noise.split(" ")), also: core.also.map(group => group.map(phrase => phrase.split(" "))) }
}

// Words of the index for a word that was typed: itself, else what begins so, else what is one slip away.
const look = (part, word) => {
	if (part.numbers.has(word)) return { words: [word], factor: 1 }
	if (word.length < 3) return { words: [], factor: 0 }
	const begun = part.list.filter(known => known.startsWith(word)).slice(0, CLOSE_WORDS)
	if (begun.length) return { words: begun, factor: WEAKER.meant }
	const slips = word.length < 4 ? [] : part.list.filter(known => known[0] == word[0] && isOneSlip(known, word))
	const found = slips.length || word.length < 4 ? slips : part.list.filter(known => isOneSlip(known, word))
	return { words: found.slice(0, CLOSE_WORDS), factor: WEAKER.meant }
}

// Documents with a word → how well.
const gather = (part, word, factor, into) => {
	const found = look(part, word)
	for (const known of found.words) {
		for (const stem of part.stems[part.numbers.get(known)]) {
			const posts = part.posts[stem]
			for (let step = 0, at = 0; step < posts.length; step += 2) {
				at += posts[step]
				into.set(at, Math.max(into.get(at) ?? 0, posts[step + 1] * factor * found.factor))
			}
		}
	}
	return found
}

const holds = (words, phrase) => words.some((_, start) => phrase.every((word, step) => words[start + step] == word))

/** A place in words: {name, county, at: [north, east]}; null where it is none. */
export const findPlace = (index, text) => {
	const words = split(text).filter(word => !["county", "condado", "de", "nc"].includes(word)), name = words.join(" ")
	if (!name) return null
	const zip = index.zips[words.find(word => /^\d{5}$/.test(word))]
	if (zip) return { name: text.trim(), county: zip[0], at: zip.slice(1) }
	const county = index.counties.findIndex(([one]) => split(one).join(" ") == name)
	const town = index.towns.find(([one]) => split(one).join(" ") == name)
	if (town && !/county|condado/i.test(text)) return { name: town[0], county: town[1], at: town.slice(2) }
	return county < 0 ? null : { name: index.counties[county][0], county, at: index.counties[county].slice(2), isCounty: true }
}

// Emergencies (as dogwood.search.urgent): all parts of a phrase, its words in order, few others between them.
const isSame = (one, other) => {
	if (one == other) return true
	const short = Math.min(one.length, other.length)
	if (short < 4) return false
	let at = 0
	while (at < short && one[at] == other[at]) at++
	return at >= Math.max(3, short - 2) && one.length - at <= 3 && other.length - at <= 3
}
const spot = (part, words, passed, most) => {
	for (let start = 0; start < words.length; start++) {
		if (!isSame(words[start], part[0])) continue
		const places = [start]
		for (let at = start + 1, between = 0; places.length < part.length && at < words.length && between <= most; at++) {
			if (isSame(words[at], part[places.length])) {
				places.push(at)
				between = 0
			} else if (!passed.has(words[at])) between++
		}
		if (places.length == part.length) return places
	}
}
const spotAll = (phrase, words, passed, most = BETWEEN) => {
	const found = phrase.map(part => spot(part, words, passed, most))
	return found.every(Boolean) ? found.flat() : null
}

/** Urgent entries that the words may mean, the longest phrase first. */
export const findUrgent = (index, text) => {
	const plain = (text ?? "").toLowerCase().replace(/['’]/g, "").replace(/\bcan ?not\b/g, "cant"), passed = new Set(index.between)
	const words = split(plain), small = new Set(index.small), kept = words.filter(word => !small.has(word))
	const found = []
	for (const entry of index.urgent) {
		let seen = [...words], most = 0
		for (const phrase of entry.calm) for (const place of spotAll(phrase, words, passed, 0) ?? []) seen[place] = ""
		seen = seen.filter(word => !small.has(word) || entry.phrases.some(phrase => phrase.flat().includes(word)))
		for (const phrase of entry.phrases) {
			if (spotAll(phrase, seen, passed) || (kept.length && !entry.calm.length && spotAll(phrase, kept, passed))) most = Math.max(most, phrase.flat().length)
		}
		if (most) found.push([most, entry])
	}
	return found.sort((one, other) => (other[1].level == "emergency") - (one[1].level == "emergency") || other[0] - one[0]).map(([, entry]) => entry)
}

/** {results: [{doc, score, miles}], place, unknown, meant}. near: typed into its box. need: its key, or "". */
export const seek = (index, text, near = "", need = "") => {
	let words = split(text), place = near.trim() ? findPlace(index, near) : null
	const unknown = near.trim() && !place ? near.trim() : "", within = !near.trim() && NEAR.exec(split(text).join(" "))
	if (within && (place = findPlace(index, within[1]))) words = split(text).slice(0, -split(within[0]).length)
	const said = words.join(" "), needs = new Set(need ? [need] : [])
	for (const [key, phrases] of Object.entries(index.needs)) if (phrases.some(phrase => phrase && ` ${said} `.includes(` ${phrase} `))) needs.add(key)
	const telling = words.filter(word => !index.noise.has(word)), asked = telling.length ? telling : words, meant = new Set()
	const others = index.also.filter(group => group.some(phrase => holds(words, phrase)))
	const best = new Map()
	for (const part of index.parts) {
		const ideas = asked.map(word => {
			const into = new Map(), found = gather(part, word, 1, into)
			if (found.factor && found.factor < 1 && !index.parts.some(other => other.numbers.has(word))) found.words.slice(0, 3).forEach(known => meant.add(known))
			for (const group of others.filter(group => group.some(phrase => phrase.includes(word) && holds(words, phrase))))
				for (const phrase of group) for (const twin of phrase) if (part.numbers.has(twin) && !index.noise.has(twin)) gather(part, twin, WEAKER.also / phrase.length, into)
			return into
		})
		part.docs.forEach((doc, number) => {
			const [path, , , , , counties, isWide, own, points, isClosed] = doc
			let hits = 0, score = 0
			for (const idea of ideas) {
				const value = idea.get(number)
				if (value) {
					hits++
					score += value
				}
			}
			const fits = own && own.split(" ").some(key => needs.has(key))
			if (need && !(own && own.split(" ").includes(need))) return
			if (fits) {
				score += NEEDED * 10
				hits = Math.max(hits, 1)
			}
			if (asked.length ? hits < Math.ceil(asked.length * ENOUGH) && !fits : !(fits || place)) return
			let away = null
			if (place) {
				for (let step = 0; step < points.length; step += 2) away = Math.min(away ?? Infinity, miles(...place.at, points[step], points[step + 1]))
				const isHere = counties.includes(place.county)
				score = (score + (asked.length ? 0 : 10)) * (isHere ? 1.5 : isWide || away == null ? 1 : 1 / (1 + away / 40))
			}
			if (asked.length) score *= 0.4 + 0.6 * Math.min(1, hits / asked.length)
			if (isClosed) score *= SHUT
			const record = path.split("#")[0]
			if ((best.get(record)?.score ?? 0) < score) best.set(record, { doc, score, miles: away })
		})
	}
	return { results: [...best.values()].sort((one, other) => other.score - one.score), place, unknown, meant: [...meant] }
}
