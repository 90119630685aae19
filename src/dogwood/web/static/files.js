// The saved list as files that other programs read: text, contacts (vCard 3.0, RFC 2426), a calendar (RFC 5545).

// Lines of at most 75 bytes, ended by CRLF, as both formats want them.
const fold = lines => lines.flat().map(line => {
	const out = []
	let part = "", size = 0
	for (const letter of line) {
		const bytes = new TextEncoder().encode(letter).length
		if (size + bytes > 73) {
			out.push(part)
			part = " "
			size = 1
		}
		part += letter
		size += bytes
	}
	return [...out, part].join("\r\n") + "\r\n"
}).join("")
const escape = text => String(text).replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n")

/** items: [{type, key, name, group, note, card}]; groups in order, as one reads it. */
export const asText = (title, items, foot) => {
	const out = [title, ""]
	let group = ""
	for (const { name, note, card, ...item } of items) {
		if (item.group && item.group != group) out.push(`== ${item.group} ==`, "")
		group = item.group
		out.push(card?.name ?? name)
		if (card?.closed) out.push(card.closed)
		for (const [number, , about] of card?.phones ?? []) out.push([number, about].filter(Boolean).join("  "))
		out.push(...card?.hours ?? [])
		for (const [address] of card?.places ?? []) out.push(address)
		if (card?.web) out.push(card.web[0])
		if (card?.checked) out.push(card.checked)
		if (note) out.push(`* ${note}`)
		out.push("")
	}
	return [...out, foot, ""].join("\r\n")
}

/** Contacts of what has a number, an address or a web site; closed ones are left out. */
export const asContacts = items => fold(items
	.filter(({ card }) => card && !card.closed && (card.phones || card.places))
	.map(({ card, note, key, type }) => [
		"BEGIN:VCARD", "VERSION:3.0", `UID:${type}-${key}@dogwood`, `FN:${escape(card.name)}`, `N:${escape(card.name)};;;;`, `ORG:${escape(card.name)}`,
		...(card.phones ?? []).map(([, href]) => `TEL;TYPE=${href.startsWith("sms") ? "CELL" : "WORK,VOICE"}:${href.replace(/^\w+:/, "").replace(";ext=", ",")}`),
		...(card.places ?? []).map(([address]) => `ADR;TYPE=WORK:;;${escape(address)};;;;`),
		...(card.email ? [`EMAIL:${card.email}`] : []),
		...(card.web ? [`URL:${card.web[0]}`] : []),
		`NOTE:${escape([card.about, ...card.hours ?? [], card.checked, note].filter(Boolean).join("\n"))}`,
		"END:VCARD",
	]))

const stamp = () => new Date().toISOString().replace(/[-:]|\.\d+/g, "")
const later = (start, minutes) => {
	const [, year, month, day, hour, minute] = /(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)/.exec(start)
	return new Date(Date.UTC(year, month - 1, day, hour, minute) + minutes * 60_000).toISOString().replace(/[-:]|\.\d+/g, "")
}

/** events: [{id, start, minutes, name, about, place}] → a calendar. start: "20261217T223000Z", local time without the Z, or a day. */
export const asCalendar = events => fold([
	"BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Dogwood//On the device//EN",
	...events.map(event => [
		"BEGIN:VEVENT", `UID:${event.id}@dogwood`, `DTSTAMP:${stamp()}`, `DTSTART${event.start.length == 8 ? ";VALUE=DATE" : ""}:${event.start}`,
		...(event.minutes ? [`DTEND:${later(event.start, event.minutes)}`] : []),
		`SUMMARY:${escape(event.name)}`,
		...(event.about ? [`DESCRIPTION:${escape(event.about)}`] : []),
		...(event.place ? [`LOCATION:${escape(event.place)}`] : []),
		"END:VEVENT",
	]).flat(),
	"END:VCALENDAR",
])

/** The coming dates of the events among saved items. */
export const datesOf = items => items.flatMap(({ card, key }) => (card?.starts ?? []).map((start, number) => ({
	id: `${key}-${number}`, start, minutes: card.minutes, name: card.name, about: card.about, place: card.places?.[0]?.[0],
})))
