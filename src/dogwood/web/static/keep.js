// What the reader's tools share: keeping on this device, files in and out, and small things of the page.
// Nothing here asks a server for anything.

export const DAMAGED = "damaged", FOREIGN = "foreign", NEWER = "newer", FULL = "full"

/** What is refused, and why: one of the four words above. */
export class Refused extends Error {}

/** Text → value of `format` ("dogwood-saved", …), version 1; throws Refused. */
export const parse = (text, format) => {
	let value
	try {
		value = JSON.parse(text)
	} catch {
		throw new Refused(DAMAGED)
	}
	if (value?.format != format) throw new Refused(FOREIGN)
	if (value.version !== 1) throw new Refused(NEWER)
	return value
}

/** Where `name` is kept. */
export const place = name => "dogwood." + name

/** What is kept under `name`, or `empty`. What cannot be read is put aside, never overwritten. */
export const read = (name, empty) => {
	let text
	try {
		text = localStorage.getItem(place(name))
	} catch {
		return empty
	}
	if (text == null) return empty
	try {
		return parse(text, empty.format)
	} catch {
		try {
			localStorage.setItem(`${place(name)}.aside.${Date.now()}`, text)
			localStorage.removeItem(place(name))
		} catch { /* no room to copy it: it stays where it is, and writing will fail too */ }
		return empty
	}
}

/** Keep `value`; throws Refused(FULL) where the device has no room or allows nothing. */
export const write = (name, value) => {
	try {
		localStorage.setItem(place(name), JSON.stringify(value))
	} catch {
		throw new Refused(FULL)
	}
}

/** Call `then` when another tab changes `name`. */
export const watch = (name, then) => addEventListener("storage", event => {
	if (event.key == null || event.key == place(name)) then()
})

export const find = (selector, within = document) => within.querySelector(selector)

/** A new element with text and attributes. */
export const make = (name, text = "", values = {}) => {
	const node = document.createElement(name)
	node.textContent = text
	for (const key in values) node.setAttribute(key, values[key])
	return node
}

/** A link that shows an address on a map elsewhere; the reader opens it by choice. `at`: the map's address. */
export const mapLink = (at, address, words) =>
	make("a", words, { href: at + encodeURIComponent(address), rel: "noopener noreferrer external", class: "screen" })

/** Today where the reader is: "2026-11-23". */
export const today = () => {
	const now = new Date()
	return new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

/** Is it a name as `newId` makes them? */
export const isId = id => typeof id == "string" && /^\w{1,40}$/.test(id)

/** A name for a new entry, unlike any other. */
export const newId = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 7)
