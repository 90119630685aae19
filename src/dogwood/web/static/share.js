// A saved list in an address, behind the "#": browsers send nothing of that part to any server.
//   v=1&i=l.robeson-rides&g=Rides&n=Ask+for+Ann&i=g.pain
// i: an item, its type's letter and its key. g: its group. n: its note.
import { DAMAGED, NEWER, Refused, today } from "./keep.js"

const TYPES = { l: "listing", g: "guide", p: "publication", e: "event" }
const LETTERS = Object.fromEntries(Object.entries(TYPES).map(([letter, type]) => [type, letter]))
const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/
const MOST = 200, LONGEST = 500

/** Is it an item as we write it? */
export const isItem = item => item && LETTERS[item.type] && KEY.test(item.key)

/** A clean item: only what we know, no longer than we write it. */
export const tidy = ({ type, key, name, group, note, added }) => ({
	type, key,
	name: String(name ?? key).slice(0, LONGEST),
	group: String(group ?? "").slice(0, 60),
	note: String(note ?? "").slice(0, LONGEST),
	added: /^\d{4}-\d\d-\d\d$/.test(added) ? added : today(),
})

/** Items → what stands behind the "#". */
export const pack = (items, withNotes) => {
	const parts = new URLSearchParams({ v: 1 })
	for (const item of items) {
		parts.append("i", `${LETTERS[item.type]}.${item.key}`)
		if (item.group) parts.append("g", item.group)
		if (withNotes && item.note) parts.append("n", item.note)
	}
	return String(parts)
}

/** What stands behind the "#" → items; [] where it is no list; throws Refused for a broken or newer one. */
export const unpack = text => {
	const parts = new URLSearchParams(text.replace(/^#/, ""))
	if (!parts.has("v")) return []
	if (parts.get("v") != 1) throw new Refused(NEWER)
	const items = []
	for (const [name, value] of parts) {
		if (name == "i") {
			const item = { type: TYPES[value[0]], key: value.slice(2) }
			if (value[1] != "." || !isItem(item)) throw new Refused(DAMAGED)
			items.push(item)
		} else if (items.length && name == "g") items.at(-1).group = value
		else if (items.length && name == "n") items.at(-1).note = value
	}
	if (!items.length || items.length > MOST) throw new Refused(DAMAGED)
	return items.map(tidy)
}
