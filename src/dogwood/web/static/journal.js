// The journal: dated entries with symptoms and pain, and appointments. On this device only, locked where the reader wants.
import { find, isId, newId, parse, read, today, watch, write, DAMAGED, Refused } from "./keep.js"
import { copy, download, fill, tool } from "./tool.js"
import { asCalendar } from "./files.js"
import { plot } from "./plot.js"
import { canLock, FORMAT, makeKey, open, seal, unlock } from "./vault.js"

const EMPTY = { format: FORMAT, version: 1, entries: [] }
const SHORTEST = 12, DATE = /^\d{4}-\d\d-\d\d$/
const list = find("#list"), { root, words, say, refuse, file, show: showAside } = tool("journal", erased => start(erased))
const on = (selector, work) => find(selector).addEventListener("click", () => work().catch?.(refuse))
let entries = [], lock = null, changing = null

// The first date in words takes an old phone a fifth of a second: said once to nobody, so that no press waits for it.
const formats = {}
const sayDate = (date, dateStyle = "long") => {
	formats[dateStyle] ??= new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle })
	return formats[dateStyle].format(new Date(date + "T12:00"))
}
setTimeout(() => sayDate(today()), 300)
const isEntry = entry => entry && DATE.test(entry.date) && !isNaN(Date.parse(entry.date))
const tidy = ({ id, kind, date, time, place, pain, symptoms, text, changed }) => ({
	id: isId(id) ? id : newId(), kind: kind == "appointment" ? kind : "entry", date,
	time: /^\d\d:\d\d$/.test(time) ? time : "", place: String(place ?? "").slice(0, 200),
	pain: Number.isInteger(pain) && pain >= 0 && pain <= 10 ? pain : null,
	symptoms: (Array.isArray(symptoms) ? symptoms : []).map(String).slice(0, 20),
	text: String(text ?? "").slice(0, 5000), changed: Number(changed) || Date.now(),
})
const sort = some => some.sort((a, b) => (b.date + b.time).localeCompare(a.date + a.time) || b.changed - a.changed)

// Writings go one after another: sealing takes a moment.
let turn = Promise.resolve()
const keep = next => turn = turn.catch(() => {}).then(async () => {
	write("journal", lock ? await seal(next, lock) : { ...EMPTY, entries: next })
	entries = next
	render()
})

const render = () => {
	sort(entries)
	find("#closed").hidden = true
	find("#opened").hidden = false
	find("#lock").hidden = !!lock
	find("#lock-tools").hidden = !lock
	find("#empty").hidden = entries.length > 0
	for (const part of root.querySelectorAll(".with-items")) part.hidden = !entries.length
	list.replaceChildren(...entries.map(makeRow))
	const points = entries.filter(entry => entry.pain != null).reverse(), figure = find("#figure")
	figure.hidden = points.length < 2
	if (points.length > 1) figure.replaceChildren(plot(points, fill(words.plot, sayDate(points[0].date), sayDate(points.at(-1).date)), date => sayDate(date, "medium"), root.clientWidth))
	showAside()
}

const makeRow = entry => {
	const node = copy("entry"), isVisit = entry.kind == "appointment", title = sayDate(entry.date)
	find("h3", node).textContent = [title, entry.time].filter(Boolean).join(", ")
	find(".far", node).textContent = isVisit ? words.appointment : entry.pain == null ? "" : fill(words.pain, entry.pain)
	find(".hours", node).textContent = isVisit ? entry.place : entry.symptoms.join(", ")
	find(".own", node).textContent = entry.text
	find(".change", node).onclick = () => edit(entry)
	find(".remove", node).onclick = async () => {
		const before = entries
		try {
			await keep(entries.filter(one => one != entry))
			find("#write-name").focus()
			say(words.removed, () => keep(before).catch(refuse))
		} catch (error) {
			refuse(error)
		}
	}
	for (const button of node.querySelectorAll("button")) {
		button.append(Object.assign(document.createElement("span"), { className: "sr", textContent: " " + title }))
	}
	return node
}

// Writing

const field = name => find("#" + name)
const showKind = () => {
	const isVisit = field("kind").value == "appointment"
	for (const part of root.querySelectorAll(".for-appointment")) part.hidden = !isVisit
	for (const part of root.querySelectorAll(".for-entry")) part.hidden = isVisit
}
const showPain = () => {
	find("#pain-field").hidden = !field("has-pain").checked
	find("output").value = field("pain").value
}
const edit = entry => {
	changing = entry?.id ?? null
	const { date, kind, time, place, pain, symptoms, text } = entry ?? { date: today(), kind: "entry", time: "", place: "", pain: null, symptoms: [], text: "" }
	Object.entries({ date, kind, time, place, text, symptoms: symptoms.join(", "), pain: pain ?? 0 }).forEach(([name, value]) => {
		field(name).value = value
	})
	field("has-pain").checked = pain != null
	find("#cancel").hidden = !entry
	showKind()
	showPain()
	if (entry) find("#write-name").focus()
}
field("kind").onchange = showKind
field("has-pain").onchange = field("pain").oninput = showPain
on("#cancel", async () => edit())
on("#add", async () => {
	const isVisit = field("kind").value == "appointment", text = field("text").value.trim()
	const symptoms = isVisit ? [] : field("symptoms").value.split(",").map(part => part.trim()).filter(Boolean)
	const pain = !isVisit && field("has-pain").checked ? Number(field("pain").value) : null
	if (!text && !symptoms.length && pain == null && !isVisit) return say(words.empty)
	const old = entries.find(entry => entry.id == changing)
	const made = tidy({
		id: changing, kind: field("kind").value, date: field("date").value || today(), pain, symptoms, text,
		time: isVisit ? field("time").value : "", place: isVisit ? field("place").value.trim() : "", changed: Date.now(),
	})
	await keep([...entries.filter(entry => entry != old), made])
	edit()
	say(old ? words.changed : words.added)
})

// Locking

on("#set-lock", async () => {
	const [typed, again] = [field("new-key"), field("again")]
	if (!canLock()) return say(words.insecure)
	if (typed.value.trim().length < SHORTEST) return say(words.short)
	if (typed.value != again.value) return say(words.different)
	say(words.working)
	const made = await makeKey(typed.value), before = lock
	lock = made
	try {
		await keep(entries)
	} catch (error) {
		lock = before
		throw error
	}
	typed.value = again.value = ""
	say(words.locked)
})
on("#take-off", async () => {
	const before = lock
	lock = null
	try {
		await keep(entries)
	} catch (error) {
		lock = before
		throw error
	}
	say(words.unlocked)
})
const close = () => {
	lock = null
	entries = []
	list.replaceChildren()
	find("#figure").replaceChildren()
	edit()
	find("#closed").hidden = false
	find("#opened").hidden = true
	showAside()
}
on("#close", async () => {
	close()
	field("key").focus()
})
on("#unlock", async () => {
	const { locked } = read("journal", EMPTY)
	if (!locked) return start()
	if (!canLock()) return say(words.insecure)
	say(words.working)
	const found = await unlock(locked, field("key").value)
	if (!found) {
		say(words.wrong)
		field("key").focus()
		return
	}
	lock = found.lock
	entries = found.entries.filter(isEntry).map(tidy)
	field("key").value = ""
	say("")
	render()
	find("#write-name").focus()
})
field("key").onkeydown = event => {
	if (event.key == "Enter") find("#unlock").click()
}

// Files

on("#print", async () => print())
on("#save-file", async () => {
	const value = lock ? await seal(entries, lock) : { ...EMPTY, entries }
	download(`dogwood-journal-${today()}.json`, "application/json", JSON.stringify(value, null, 1))
	say(lock ? words.sealed : words.plain)
})
on("#calendar", async () => {
	const visits = entries.filter(entry => entry.kind == "appointment" && entry.date >= today())
	if (!visits.length) return say(words.noDates)
	download("dogwood-appointments.ics", "text/calendar", asCalendar(visits.map(({ id, date, time, place, text }) => ({
		id, start: date.replaceAll("-", "") + (time && `T${time.replace(":", "")}00`), name: place || words.appointment, about: text,
	}))))
})
const openFile = async text => {
	const value = parse(text, FORMAT)
	let found = value.entries
	if (value.locked) {
		const passphrase = field("other-key").value
		found = lock && await open(value.locked, lock)
		if (!found && passphrase) {
			say(words.working)
			found = (await unlock(value.locked, passphrase))?.entries
			if (!found) return say(words.wrong)
		}
		if (!found) {
			find("#other").hidden = false
			field("other-key").focus()
			return say(words.foreignLock)
		}
	}
	if (!Array.isArray(found) || !found.every(isEntry)) throw new Refused(DAMAGED)
	// Of two writings of one entry the later one stays.
	const before = entries, all = new Map(before.map(entry => [entry.id, entry]))
	for (const entry of found.map(tidy)) {
		if (!(all.get(entry.id)?.changed >= entry.changed)) all.set(entry.id, entry)
	}
	await keep([...all.values()])
	field("other-key").value = ""
	find("#other").hidden = true
	say(words.joined, () => keep(before).catch(refuse))
}
file.onchange = async () => {
	const text = await file.files[0].text()
	file.value = ""
	await openFile(text).catch(refuse)
}

const start = erased => {
	const kept = read("journal", EMPTY)
	if (kept.locked && !lock) return close()
	if (!kept.locked) {
		lock = null
		entries = (Array.isArray(kept.entries) ? kept.entries : []).filter(isEntry).map(tidy)
		if (erased) edit()
		return render()
	}
	// Another tab wrote: read it with the key at hand, else ask for the passphrase.
	return open(kept.locked, lock).then(found => {
		if (!found) return close()
		entries = found.filter(isEntry).map(tidy)
		render()
	}).catch(refuse)
}

watch("journal", () => start())
edit()
start()
