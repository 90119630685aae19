// The search page of a copy: reads the index that is kept on the device, or that lies beside the pages, and shows results.
import { find, make } from "./keep.js"
import { findUrgent, join, seek } from "./seek.js"

const STEP = 10, page = find("#find"), words = page.dataset, list = find("#results"), more = find("#more"), count = find("#count")
const { lang } = document.documentElement, asked = new URLSearchParams(location.search), simple = asked.get("view") == "simple"
const [text, near, need] = ["q", "near", "need"].map(name => (asked.get(name) ?? "").slice(0, 240))
const kinds = JSON.parse(words.kinds), to = path => {
	const [address, anchor] = path.split("#")
	return words.home + address + (simple ? "?view=simple" : "") + (anchor ? "#" + anchor : "")
}

const wait = request => new Promise((done, failed) => {
	request.onsuccess = () => done(request.result)
	request.onerror = () => failed(request.error)
})
/** What the app keeps of this language; nothing where it keeps nothing. */
const readKept = async () => {
	const names = await indexedDB?.databases?.()
	if (names && !names.some(({ name }) => name == "dogwood-offline")) return null
	const base = await wait(indexedDB.open("dogwood-offline"))
	try {
		return base.objectStoreNames.contains("languages") ? await wait(base.transaction("languages").objectStore("languages").get(lang)) : null
	} finally {
		base.close()
	}
}
const load = async path => {
	const address = new URL(path, new URL(words.catalog, location)).href
	return await globalThis.caches?.match(address, { cacheName: "dogwood-indexes" }) ?? fetch(address, { credentials: "omit" })
}
const unpack = async answer => {
	if (!answer.ok) throw new Error(answer.status)
	const bytes = new Uint8Array(await answer.arrayBuffer())
	if (bytes[0] != 31 || bytes[1] != 139) return JSON.parse(new TextDecoder().decode(bytes))
	return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json()
}
const open = async () => {
	const kept = await readKept().catch(() => null)
	const { name, wanted, chosen } = kept ?? { ...await (await load(`${lang}.json`)).json(), wanted: ["core", "state"], chosen: ["state"] }
	const index = join(await Promise.all(wanted.map(async part => unpack(await load(`${name}/${lang}/${part}.index`)))))
	return { index, chosen }
}

const put = (line, value) => line.replace("{}", value)
const showUrgent = entries => {
	for (const { title, advice, lang: own, level, calls, guide, listing, source } of entries.slice(0, 2)) {
		const card = make("section", "", { class: `care first ${level}`, ...(own == lang ? {} : { lang: own }) }), head = make("h2")
		head.append(make("span", level == "emergency" ? words.emergency : words.urgent, { class: "level", lang }), make("span", ": ", { class: "sr" }), title)
		const act = make("p", "", { class: "act", lang })
		for (const [number, href] of calls) act.append(make("a", put(words.call, number), { class: "btn", href }))
		for (const [path, name] of [listing, guide].filter(link => link.length)) act.append(make("a", name, { href: to(path), class: "more" }))
		card.append(head, make("p", advice), act, make("p", put(words.source, source), { class: "soft", lang }))
		find("#urgent").append(card)
	}
}
const show = ({ doc: [path, title, summary, kind, phone, , , , , isClosed], miles }) => {
	const item = make("article", "", { class: "item result" }), head = make("h3")
	head.append(make("a", title, { href: to(path) }))
	if (isClosed) head.append(" ", make("span", words.closed, { class: "closed" }))
	item.append(make("p", kinds[kind] ?? kind, { class: "what" }), head)
	if (summary) item.append(make("p", summary))
	if (miles != null) item.append(make("p", Math.round(miles) <= 1 ? words.mile : put(words.miles, Math.round(miles)), { class: "soft" }))
	if (phone.length && !isClosed) {
		const act = make("p", "", { class: "act" })
		act.append(make("a", put(words.call, phone[0]), { class: "btn", href: phone[1] }))
		item.append(act)
	}
	list.append(item)
}

const run = async () => {
	for (const [name, value] of Object.entries({ q: text, near })) if (find(`#${name}`)) find(`#${name}`).value = value
	find("#plain").hidden = true
	if (!(text.trim() || near.trim() || need)) return
	const { index, chosen } = await open(), notice = find("#notice"), lines = []
	showUrgent(findUrgent(index, text))
	const { results, place, unknown, meant } = seek(index, text, near, need)
	if (unknown) lines.push(put(words.unknown, unknown))
	if (!results.length) lines.push(words.none)
	else if (meant.length) lines.push(`${words.meant} ${meant.slice(0, 6).join(", ")}.`)
	if (place && results.length) lines.push(put(words.near, place.name))
	if (!chosen.includes("state")) lines.push(put(words.part, chosen.map(slug => index.counties.find(county => county[1] == slug)?.[0] ?? slug).join(", ")))
	notice.textContent = lines.join(" ")
	notice.hidden = !lines.length
	count.textContent = results.length == 1 ? words.one : put(words.many, results.length)
	count.hidden = false
	let shown = 0
	const go = () => {
		results.slice(shown, shown += STEP).forEach(show)
		more.hidden = shown >= results.length
	}
	more.onclick = () => {
		const first = shown
		go()
		list.children[first]?.querySelector("a").focus()
	}
	go()
}
run().catch(() => {
	const notice = find("#notice")
	notice.textContent = words.failed
	notice.hidden = false
})
