// Suggestions (a combobox as WAI-ARIA has it) and sorting by distance on the device.
import { locate, miles } from "./distance.js"

const put = (node, values) => {
	for (const name in values) node.setAttribute(name, values[name])
	return node
}
const make = (name, text, values) => {
	const node = document.createElement(name)
	node.textContent = text
	return put(node, values)
}

document.querySelectorAll("[data-suggest]").forEach(input => {
	const id = input.id + "-list"
	const list = make("ul", "", { id, class: "suggestions", role: "listbox", "aria-label": input.dataset.label })
	const items = list.children
	let at, timer, asked = 0
	put(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id })
	input.after(list)

	const move = to => {
		at = to
		put(input, { "aria-activedescendant": at < 0 ? "" : id + at });
		[...items].forEach((item, number) => put(item, { "aria-selected": number == at }))
		items[at]?.scrollIntoView({ block: "nearest" })
	}
	const show = open => {
		move(-1)
		list.hidden = !open
		put(input, { "aria-expanded": !!open })
	}
	const close = () => {
		clearTimeout(timer)
		asked++
		show()
	}
	const ask = async () => {
		const mine = asked, got = await fetch(input.dataset.suggest + encodeURIComponent(input.value))
		const found = await got.json()
		if (mine < asked) return
		list.replaceChildren(...found.map(({ text, kind, lang }, number) => {
			const item = make("li", "", { id: id + number, role: "option" })
			item.onclick = () => {
				input.value = text
				close()
				if (input.id == "q") input.form.submit()
			}
			item.append(make("span", text, { lang }), make("small", kind))
			return item
		}))
		show(found.length)
	}

	close()
	input.onblur = close
	input.oninput = () => {
		close()
		timer = setTimeout(ask, 120)
	}
	input.onkeydown = event => {
		const { key } = event, step = { ArrowDown: 1, ArrowUp: -1 }[key], all = items.length + 1
		if (list.hidden || event.isComposing) return
		if (step) move((at + 1 + step + all) % all - 1)
		else if (key == "Escape") close()
		else if (key == "Enter" && at >= 0) items[at].click()
		else return
		event.preventDefault()
	}
	list.onmousedown = () => false
})

const box = document.getElementById("near-me"), list = document.getElementById("results")
if (box && list.querySelector("[data-at]")) {
	const { done, failed } = box.dataset, say = text => box.lastElementChild.textContent = text
	const sort = me => {
		const measure = item => Math.min(...(item.dataset.at?.split(" ") ?? []).map(point => miles(me.latitude, me.longitude, ...point.split(","))))
		for (const [far, item] of [...list.children].map(item => [measure(item), item]).sort((a, b) => a[0] - b[0] || 0)) {
			item.querySelector(".far")?.remove()
			if (far < 1e9) item.append(make("p", box.dataset.miles.replace("{}", Math.ceil(far)), { class: "far soft" }))
			list.append(item)
		}
		say(done)
	}
	box.hidden = false
	box.querySelector("button").onclick = () => locate(sort, () => say(failed))
}
