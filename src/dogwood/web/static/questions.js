// Questions for the care team: gathered from guides or written here, ticked off, printed. All of it on this device.
import { find, isId, make, newId, parse, read, watch, write, DAMAGED, Refused } from "./keep.js"
import { copy, download, fill, move, tool } from "./tool.js"

const FORMAT = "dogwood-questions", EMPTY = { format: FORMAT, version: 1, questions: [] }
const list = find("#list"), { root, words, say, attempt, file, show: showAside } = tool("questions", () => render())
const opened = new Set()

const isQuestion = question => typeof question?.text == "string" && question.text.trim() != ""
const tidy = ({ id, text, from, done, answer }) => ({
	id: isId(id) ? id : newId(), text: text.trim().slice(0, 500), from: String(from ?? "").slice(0, 200),
	done: done === true, answer: String(answer ?? "").slice(0, 2000),
})
const load = () => {
	const { questions } = read("questions", EMPTY)
	return (Array.isArray(questions) ? questions : []).filter(isQuestion).map(tidy)
}
const save = questions => attempt(() => {
	write("questions", { ...EMPTY, questions })
	return true
})

const render = focus => {
	const questions = load(), groups = new Map()
	for (const question of questions) groups.set(question.from, [...groups.get(question.from) ?? [], question])
	list.replaceChildren()
	for (const [from, members] of groups) {
		if (from || groups.size > 1) list.append(make("h3", from || words.own))
		const rows = make("ul", "", { class: "questions" })
		rows.append(...members.map((question, number) => makeRow(questions, members, question, number)))
		list.append(rows)
	}
	const done = questions.filter(question => question.done).length
	find("#empty").hidden = questions.length > 0
	find("#count").textContent = questions.length ? fill(words.left, questions.length - done, done) : ""
	for (const part of root.querySelectorAll(".with-items")) part.hidden = !questions.length
	find("#clear-done").hidden = !done
	find(".lines").hidden = questions.length > 0
	showAside()
	if (focus) find(focus)?.focus()
}

const makeRow = (questions, members, question, number) => {
	const node = copy("question"), where = `[data-id="${question.id}"]`
	const tick = find("[type=checkbox]", node), answer = find("textarea", node), edit = find("details", node)
	node.dataset.id = question.id
	node.className = question.done ? "done" : ""
	find(".tick span", node).textContent = question.text
	find(".own", node).textContent = question.answer
	find(".own", node).hidden = !question.answer
	tick.checked = question.done
	tick.onchange = () => {
		question.done = tick.checked
		if (save(questions)) render(`${where} [type=checkbox]`)
	}
	answer.value = question.answer
	answer.onchange = () => {
		question.answer = answer.value.trim()
		if (!save(questions)) return
		find(".own", node).textContent = question.answer
		find(".own", node).hidden = !question.answer
		say(words.kept)
	}
	edit.open = opened.has(question.id)
	edit.ontoggle = () => opened[edit.open ? "add" : "delete"](question.id)
	for (const [way, by] of [["up", -1], ["down", 1]]) {
		const button = find("." + way, node), other = members[number + by]
		button.disabled = !other
		button.onclick = () => {
			move(questions, questions.indexOf(question), questions.indexOf(other) - questions.indexOf(question))
			if (!save(questions)) return
			const stays = members[number + 2 * by] ? way : way == "up" ? "down" : "up"
			render(`${where} .${stays}`)
			say(fill(words.moved, number + by + 1, members.length))
		}
	}
	find(".remove", node).onclick = () => {
		const before = [...questions]
		if (!save(questions.filter(one => one != question))) return
		render("#count")
		say(words.removed, () => save(before))
	}
	for (const button of node.querySelectorAll("button")) button.append(make("span", " " + question.text, { class: "sr" }))
	return node
}

find("#add").onclick = () => {
	const box = find("#new"), text = box.value.trim(), questions = load()
	if (!text) {
		say(words.empty)
		box.focus()
		return
	}
	if (!save([...questions, tidy({ text })])) return
	box.value = ""
	render()
	box.focus()
	say(words.added)
}
find("#print").onclick = () => print()
find("#clear-done").onclick = () => {
	const before = load()
	if (!save(before.filter(question => !question.done))) return
	render("#count")
	say(words.removed, () => save(before))
}
find("#save-file").onclick = () => download("dogwood-questions.json", "application/json", JSON.stringify({ ...EMPTY, questions: load() }, null, 1))
file.onchange = async () => {
	const [chosen] = file.files, text = await chosen.text()
	file.value = ""
	attempt(() => {
		const value = parse(text, FORMAT)
		if (!Array.isArray(value.questions) || !value.questions.every(isQuestion)) throw new Refused(DAMAGED)
		const before = load(), known = new Set(before.map(question => question.text))
		if (!save([...before, ...value.questions.map(tidy).filter(question => !known.has(question.text))])) return
		render()
		say(words.joined, () => save(before))
	})
}

watch("questions", () => render())
render()
