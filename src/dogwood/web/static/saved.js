// The saved list: shown, grouped, ordered, printed, shared and taken along. All of it on this device.
import { find, make, mapLink, parse, read, watch, write, DAMAGED, FOREIGN, Refused } from "./keep.js"
import { copy, download, fill, move, tool } from "./tool.js"
import { isItem, pack, tidy, unpack } from "./share.js"
import { asCalendar, asContacts, asText, datesOf } from "./files.js"
import { draw } from "./qr.js"

const FORMAT = "dogwood-saved", EMPTY = { format: FORMAT, version: 1, items: [] }
const idOf = item => `${item.type}/${item.key}`

/** Both lists, without doubles: what is here stays as it is, what is new comes after. */
const join = (mine, others) => {
	const known = new Set(mine.map(idOf))
	return [...mine, ...others.filter(item => !known.has(idOf(item)))]
}

const list = find("#list"), { root, words, say, attempt, file, show: showAside } = tool("saved", erased => render(erased))
let cards = null, shared = []

const load = () => {
	const kept = read("saved", EMPTY)
	return { ...kept, items: (Array.isArray(kept.items) ? kept.items : []).filter(isItem) }
}
const save = items => attempt(() => {
	write("saved", { ...EMPTY, items })
	return true
})
const cardOf = item => cards?.[idOf(item)] ?? item.card
const addressOf = item => `${words.home}${item.type}/${item.key}/`

// One file with everything that can be saved, the same for every reader; asked for only where there is a list.
const fetchCards = async () => {
	if (cards) return true
	try {
		const answer = await fetch(words.cards, { credentials: "omit" })
		if (!answer.ok) return false
		cards = (await answer.json()).cards
		return true
	} catch {
		return false
	}
}

const showCard = (node, item) => {
	const card = cardOf(item), gone = cards && !cards[idOf(item)]
	const link = find("h3 a", node)
	link.textContent = card?.name ?? item.name
	link.href = addressOf(item)
	find(".what", node).textContent = [card?.kind, gone ? words.gone : ""].filter(Boolean).join(". ")
	find(".closed-note", node).textContent = card?.closed ?? ""
	const numbers = find(".numbers", node)
	for (const [number, href, about] of card?.phones ?? []) {
		const row = make("li")
		row.append(make("a", number, { href, class: "btn" }), make("span", about, { class: "soft" }))
		numbers.append(row)
	}
	find(".hours", node).textContent = (card?.hours ?? []).join("; ")
	const where = find(".where", node)
	for (const [address, , , street] of card?.places ?? []) {
		const line = make("span", address)
		if (street) line.append(" ", mapLink(words.mapAt, address, words.map))
		where.append(line)
	}
	if (card?.web && !card.closed) find(".web", node).append(make("a", card.web[1], { href: card.web[0], rel: "noopener noreferrer external" }))
	find(".checked-line", node).textContent = card?.checked ?? ""
	find(".own", node).textContent = item.note
}

const render = (erased, focus) => {
	const { items } = load()
	find("#empty").hidden = items.length > 0
	find("#count").textContent = items.length ? fill(words.count, items.length) : ""
	for (const part of root.querySelectorAll(".with-items")) part.hidden = !items.length
	list.replaceChildren()
	const groups = new Map()
	for (const item of items) groups.set(item.group, [...groups.get(item.group) ?? [], item])
	find("#groups").replaceChildren(...[...groups.keys()].filter(Boolean).map(value => make("option", "", { value })))
	for (const [group, members] of groups) {
		if (group || groups.size > 1) list.append(make("h2", group || words.ungrouped))
		members.forEach((item, number) => list.append(makeRow(items, members, item, number)))
	}
	const link = find("a[data-saved]")
	link.dataset.count = items.length || ""
	find("#share").hidden = true
	showAside()
	if (focus) find(focus)?.focus()
	if (erased) shared = []
}

const makeRow = (items, members, item, number) => {
	const node = copy("item"), id = idOf(item), where = `[data-id="${id}"]`
	node.dataset.id = id
	showCard(node, item)
	const name = find("h3", node).textContent.trim(), edit = find("details", node)
	edit.open = opened.has(id)
	edit.ontoggle = () => opened[edit.open ? "add" : "delete"](id)
	for (const field of ["note", "group"]) {
		const input = find(`[name=${field}]`, node)
		input.value = item[field] ?? ""
		input.onchange = () => {
			item[field] = input.value.trim().slice(0, input.maxLength)
			if (!save(items)) return
			if (field == "group") render(false, `${where} [name=group]`)
			else find(".own", node).textContent = item.note
			say(words.kept)
		}
	}
	const step = by => {
		const other = members[number + by]
		move(items, items.indexOf(item), items.indexOf(other) - items.indexOf(item))
		if (!save(items)) return
		const last = by < 0 ? number + by == 0 : number + by == members.length - 1
		render(false, `${where} .${last ? by < 0 ? "down" : "up" : by < 0 ? "up" : "down"}`)
		say(fill(words.moved, name, number + by + 1, members.length))
	}
	for (const [way, by] of [["up", -1], ["down", 1]]) {
		const button = find("." + way, node)
		button.disabled = !members[number + by]
		button.onclick = () => step(by)
	}
	find(".remove", node).onclick = () => {
		const at = items.indexOf(item), before = [...items]
		items.splice(at, 1)
		if (!save(items)) return
		render(false, items.length ? `[data-id="${idOf(items[Math.min(at, items.length - 1)])}"] h3 a` : "#empty a")
		say(fill(words.removed, name), () => save(before))
	}
	for (const button of node.querySelectorAll("button")) button.append(make("span", " " + name, { class: "sr" }))
	return node
}
const opened = new Set()

// What is shown now is kept with the list, so that it can be read and printed where there is no network.
const refresh = async () => {
	const { items } = load()
	if (!items.length && !shared.length) return
	if (await fetchCards()) {
		if (items.length) save(items.map(item => ({ ...item, card: cards[idOf(item)] ?? item.card })))
	} else say(words.offline)
	render()
	showShared()
}

// Sharing

const share = () => {
	const { items } = load(), panel = find("#share"), withNotes = find("#notes").checked
	const address = `${location.origin}${location.pathname}#${pack(items, withNotes)}`
	const code = draw(address, words.code), spot = find("#code")
	find("#link").value = address
	spot.replaceChildren(...(code ? [code] : []))
	find("#no-code").hidden = !!code
	find("#send").hidden = !navigator.share
	find("#copy").hidden = !navigator.clipboard
	panel.hidden = false
	return address
}
find("#make").onclick = () => {
	share()
	find("#share h2").focus()
}
find("#notes").onchange = share
find("#link").onfocus = event => event.target.select()
find("#copy").onclick = () => navigator.clipboard.writeText(find("#link").value).then(() => say(words.copied), () => find("#link").focus())
find("#send").onclick = () => navigator.share({ title: document.title, url: find("#link").value }).catch(() => {})

const showShared = () => {
	const panel = find("#shared")
	panel.hidden = !shared.length
	if (!shared.length) return
	find("h2", panel).textContent = fill(words.shared, shared.length)
	find("ul", panel).replaceChildren(...shared.map(item => {
		const row = make("li")
		row.append(make("a", cardOf(item)?.name ?? item.key, { href: addressOf(item) }))
		if (item.note) row.append(` (${item.note})`)
		return row
	}))
}
const closeShared = () => {
	shared = []
	showShared()
	history.replaceState(null, "", location.pathname + location.search)
}
find("#take").onclick = () => {
	const { items } = load(), others = shared.map(item => ({ ...item, name: cardOf(item)?.name ?? item.name, card: cardOf(item) }))
	if (!save(join(items, others))) return
	const back = () => save(items)
	closeShared()
	render(false, "#count")
	say(words.joined, back)
}
find("#leave").onclick = () => {
	closeShared()
	find("#count").focus()
}
const open = () => {
	attempt(() => {
		shared = unpack(location.hash)
	})
	showShared()
	refresh()
}

// Files

const now = () => load().items.map(item => ({ ...item, card: cardOf(item) }))
const downloads = {
	text: () => download("dogwood.txt", "text/plain", asText(find("h1").textContent, now(), words.foot)),
	contacts: () => download("dogwood.vcf", "text/vcard", asContacts(now())),
	calendar: () => {
		const dates = datesOf(now())
		if (dates.length) download("dogwood.ics", "text/calendar", asCalendar(dates))
		else say(words.noDates)
	},
	file: () => download("dogwood-saved.json", "application/json", JSON.stringify(
		{ ...EMPTY, language: document.documentElement.lang, items: load().items.map(tidy) }, null, 1)),
}
for (const button of root.querySelectorAll("[data-download]")) button.onclick = downloads[button.dataset.download]
find("#print").onclick = () => print()
file.onchange = async () => {
	const [chosen] = file.files, text = await chosen.text()
	file.value = ""
	attempt(() => {
		const value = parse(text, FORMAT)
		if (!Array.isArray(value.items) || !value.items.every(isItem)) throw new Refused(value.items ? DAMAGED : FOREIGN)
		const { items } = load()
		if (!save(join(items, value.items.map(tidy)))) return
		say(words.joined, () => save(items))
		refresh()
	})
}

watch("saved", () => render())
addEventListener("hashchange", open)
render()
open()
