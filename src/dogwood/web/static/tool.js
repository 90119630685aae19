// What the pages of the saved list, the questions and the journal share.
import { find, make, place, Refused } from "./keep.js"

const ours = name => {
	try {
		return Object.keys(localStorage).filter(key => key == place(name) || key.startsWith(place(name) + ".aside."))
	} catch {
		return [] // a browser that lets no page keep anything
	}
}

/** Forget `name`, and what of it was put aside. Returns what was kept, for an undo on this page. */
export const forget = name => {
	const gone = ours(name).map(key => [key, localStorage.getItem(key)])
	for (const [key] of gone) localStorage.removeItem(key)
	return () => gone.forEach(([key, text]) => localStorage.setItem(key, text))
}

/** What was put aside under `name`: texts. */
export const aside = name =>
	ours(name).filter(key => key != place(name)).map(key => localStorage.getItem(key))

/** A copy of the page's `<template id>`. */
export const copy = id => document.getElementById(id).content.firstElementChild.cloneNode(true)

/** "{} of {}" with its places filled in order. */
export const fill = (words, ...values) => words.replace(/\{\}/g, () => values.shift())

/** A file for the reader, made on this device. */
export const download = (name, type, text) => {
	const link = make("a", "", { href: URL.createObjectURL(new Blob([text], { type })), download: name })
	document.body.append(link)
	link.click()
	link.remove()
	setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

/** Move `list[at]` by `by` places; where it is then. */
export const move = (list, at, by) => {
	const to = Math.max(0, Math.min(list.length - 1, at + by))
	list.splice(to, 0, ...list.splice(at, 1))
	return to
}

/** The parts that all three pages have: a status line, refusals in words, and everything gone in one press. */
export const tool = (kept, after) => {
	const root = document.getElementById("tool"), status = find("[role=status]", root), words = root.dataset
	const say = (text, undo) => {
		status.textContent = text
		if (undo) {
			const button = make("button", words.undo, { type: "button", class: "plain" })
			button.onclick = () => {
				undo()
				say(words.undone)
				after()
			}
			status.append(" ", button)
		}
	}
	const refuse = error => {
		if (!(error instanceof Refused)) throw error
		say(words[error.message])
	}
	const attempt = work => {
		try {
			return work()
		} catch (error) {
			refuse(error)
		}
	}
	const erase = find("#erase")
	if (erase) erase.onclick = () => {
		const back = forget(kept)
		after(true)
		say(words.erased, back)
	}
	const file = find("#file")
	find("#pick")?.addEventListener("click", () => file.click())
	const broken = find("#broken"), show = () => {
		if (broken) broken.hidden = !aside(kept).length
	}
	if (broken) find("button", broken).onclick = () => aside(kept).forEach((text, number) => download(`${kept}-${number + 1}.txt`, "text/plain", text))
	document.documentElement.classList.add("script")
	return { root, words, say, refuse, attempt, file, show }
}
