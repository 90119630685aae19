// Save buttons, on every page that holds something to save; and how many are saved, beside the link to the list.
import { find, make, newId, read, today, watch, write, Refused } from "./keep.js"

const LIST = { format: "dogwood-saved", version: 1, items: [] }
const QUESTIONS = { format: "dogwood-questions", version: 1, questions: [] }
const words = document.getElementById("keep-words").dataset
const buttons = new Map()
let bubble

const say = (button, text, href, link) => {
	bubble ??= make("span", "", { role: "status", class: "soft said" })
	button.after(bubble)
	bubble.replaceChildren(text + " ")
	if (href) bubble.append(make("a", link, { href }))
}
const keep = (button, key, value) => {
	try {
		write(key, value)
		return true
	} catch (error) {
		if (!(error instanceof Refused)) throw error
		say(button, words.full)
	}
}
const show = () => {
	const saved = new Set(read("saved", LIST).items.map(item => `${item.type}/${item.key}`))
	for (const [button, id] of buttons) {
		const is = saved.has(id), [face, more] = button.children
		face.textContent = is ? words.saved : words.save
		more.textContent = ` ${more.dataset.title}` + (is ? `. ${words.remove}` : "")
		button.classList.toggle("on", is)
	}
	const link = find("a[data-saved]")
	if (link) link.dataset.count = saved.size || ""
}

for (const spot of document.querySelectorAll("[data-keep]")) {
	const id = spot.dataset.keep, [type, key] = id.split("/")
	const heading = spot.closest("article")?.querySelector("h1,h2,h3")
	const title = (heading?.querySelector("a") ?? heading)?.textContent.trim() ?? key
	const button = make("button", "", { type: "button", class: "btn quiet keep" })
	button.append(make("span"), make("span", "", { class: "sr", "data-title": title }))
	button.onclick = () => {
		const list = read("saved", LIST), others = list.items.filter(item => item.type != type || item.key != key)
		const added = others.length == list.items.length
		if (added) others.push({ type, key, name: title, group: "", note: "", added: today() })
		if (!keep(button, "saved", { ...list, items: others })) return
		show()
		if (added) say(button, words.added, words.list, words.open)
		else say(button, words.removed)
	}
	buttons.set(button, id)
	spot.append(button)
}

for (const section of document.querySelectorAll("[data-ask]")) {
	const items = [...section.querySelectorAll("li")]
	if (!items.length) continue
	const article = section.closest("article"), button = make("button", words.ask, { type: "button", class: "btn quiet" })
	button.onclick = () => {
		const list = read("questions", QUESTIONS), known = new Set(list.questions.map(question => question.text))
		const from = find("h1", article)?.textContent.trim() ?? ""
		for (const text of items.map(item => item.textContent.trim())) {
			if (!known.has(text)) list.questions.push({ id: newId(), text, from, done: false, answer: "" })
		}
		if (keep(button, "questions", list)) say(button, words.asked, words.questions, words.openQuestions)
	}
	section.append(make("p", "", { class: "act" }))
	section.lastChild.append(button)
}

watch("saved", show)
show()
