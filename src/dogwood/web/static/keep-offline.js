// The page on which a reader chooses what to keep on this device. The worker fetches and keeps; this page asks it.
import { find, make } from "./keep.js"

const page = find("#offline"), { dataset: words } = page, form = find("#choose"), status = find("[role=status]", page)
const [part, tongue, button] = ["#part", "#tongue", "button"].map(name => find(name, form))
document.documentElement.classList.add("script")
if (new URLSearchParams(location.search).has("apart")) find("#apart").hidden = false

const say = text => {
	status.textContent = text
}
const put = (text, ...values) => values.reduce((line, value, number) => line.replace(`{${number}}`, value).replace("{}", value), text)
const day = (moment, language) => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(moment))
const { lang } = document.documentElement
const megabytes = bytes => new Intl.NumberFormat(lang, { maximumFractionDigits: 1, minimumFractionDigits: 1 }).format(bytes / 1e6)
const nameOf = name => [...part.options].find(option => option.value == name)?.text ?? name

// The worker is there only while something is kept: nothing is installed by reading.
const ask = async (name, language, which) => {
	if (name == "keep") await navigator.serviceWorker.register(words.worker)
	const { active } = await navigator.serviceWorker.ready, { port1, port2 } = new MessageChannel()
	const answer = new Promise(done => {
		port1.onmessage = ({ data }) => done(data)
	})
	active.postMessage({ do: name, language, part: which }, [port2])
	return answer
}

// The size, before anything is fetched.
const catalogs = new Map()
const showSize = async () => {
	const language = tongue.value, line = find("#size")
	button.disabled = true
	try {
		if (!catalogs.has(language)) {
			const answer = await fetch(`${words.catalog}${language}.json`, { credentials: "omit" })
			if (!answer.ok) throw answer.status
			catalogs.set(language, await answer.json())
		}
	} catch (problem) {
		line.textContent = typeof problem == "number" ? words.none : words.offline
		return
	}
	if (language != tongue.value) return
	const { parts, assetBytes } = catalogs.get(language), bytes = parts.core + (parts[part.value] ?? 0) + assetBytes
	line.textContent = bytes < 1e6 ? put(words.small, Math.ceil(bytes / 1e3)) : put(words.size, megabytes(bytes))
	button.disabled = !parts[part.value]
}

const show = kept => {
	const list = find("#kept")
	list.replaceChildren()
	find("#nothing").hidden = kept.length > 0
	for (const { language, chosen, edition, built, checked, sizes } of kept) {
		for (const name of chosen) {
			const row = find("#row").content.cloneNode(true), title = `${nameOf(name)} · ${[...tongue.options].find(option => option.value == language)?.text ?? language}`
			find("h3", row).append(make("a", title, { href: `${words.home}${name == "state" ? "" : `county/${name}/`}`.replace(`/${lang}/`, `/${language}/`) }))
			find(".edition", row).textContent = `${put(words.edition, edition, day(built, lang))} ${megabytes(sizes[name])} MB.`
			find(".checked", row).textContent = put(words.checked, day(checked, lang))
			if (Date.now() - new Date(built) > 90 * 86_400_000) {
				const old = find(".old", row)
				old.textContent = words.old
				old.hidden = false
			}
			for (const [which, kind] of [["look", ".look"], ["remove", ".remove"]]) {
				const press = find(kind, row)
				press.append(make("span", `: ${title}`, { class: "sr" }))
				press.onclick = () => run(which, language, name)
			}
			list.append(row)
		}
	}
}

const run = async (name, language, which) => {
	say(name == "remove" ? "" : words.fetching)
	page.setAttribute("aria-busy", "true")
	for (const other of page.querySelectorAll("button")) other.disabled = true
	const { said, failed, kept } = await ask(name, language, which)
	page.removeAttribute("aria-busy")
	show(kept)
	if (!kept.length) await (await navigator.serviceWorker.getRegistration())?.unregister()
	say(failed ? navigator.onLine ? words[failed] : words.offline : words[said] ?? "")
	status.focus()
	showSize()
}

if ("serviceWorker" in navigator && "indexedDB" in window) {
	form.onsubmit = async event => {
		event.preventDefault()
		navigator.storage?.persist?.()
		await run("keep", tongue.value, part.value)
		const { periodicSync } = await navigator.serviceWorker.ready
		periodicSync?.register("editions", { minInterval: 86_400_000 }).catch(() => {})
	}
	part.onchange = tongue.onchange = showSize
	showSize()
	navigator.serviceWorker.getRegistration().then(there => there && ask("state").then(({ kept }) => show(kept)))
	addEventListener("beforeinstallprompt", event => {
		event.preventDefault()
		const press = find("#install")
		press.hidden = false
		press.onclick = () => event.prompt()
	})
} else find("#size").textContent = words.cannot
