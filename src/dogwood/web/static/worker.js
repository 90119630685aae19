// The directory without a network. Online, pages come from the network, as they are now. Without one they come from the
// packs that a reader chose to keep: a county or the whole state. Pages that are merely read are not kept, nor is any query.
// Messages: {do: "state" | "keep" | "look" | "remove", language, part}, answered on the port that comes with them.
const root = new URL(registration.scope).pathname, ASSETS = "dogwood-assets", INDEXES = "dogwood-indexes"
const NAMES = [ASSETS, INDEXES], LOOK_EVERY = 6 * 3_600_000, PATIENCE = 8_000, OLD = 90 * 86_400_000
const at = path => new URL(path, registration.scope).href

// What is kept: `languages` (what of a language, of which edition), `parts` (what pages share), `pages` by part and path.

const wait = request => new Promise((done, failed) => {
	request.onsuccess = () => done(request.result)
	request.onerror = () => failed(request.error)
})
let opened
const open = () => opened ??= (() => {
	const request = indexedDB.open("dogwood-offline", 1)
	request.onupgradeneeded = () => {
		const base = request.result
		base.createObjectStore("languages", { keyPath: "language" })
		base.createObjectStore("parts", { keyPath: "id" })
		base.createObjectStore("pages", { keyPath: ["part", "path"] }).createIndex("path", "path")
	}
	return wait(request)
})().catch(error => {
	opened = null
	throw error
})
const read = async (store, key) => wait((await open()).transaction(store).objectStore(store).get(key))
const readAll = async store => wait((await open()).transaction(store).objectStore(store).getAll())
const change = async (stores, work) => {
	const step = (await open()).transaction(stores, "readwrite")
	return new Promise((done, failed) => {
		step.oncomplete = done
		step.onabort = step.onerror = () => failed(step.error ?? new Error("aborted"))
		work(...stores.map(name => step.objectStore(name)))
	})
}
const pagesOf = part => IDBKeyRange.bound([part], [part, []])

// Fetching

const load = async (path, cache = "default") => {
	const answer = await fetch(at(path), { cache, credentials: "omit" })
	if (!answer.ok) throw new Error(`${answer.status} ${path}`)
	return answer
}
const catalogOf = async language => (await load(`offline/${language}.json`, "no-cache")).json()

/** What a pack holds. A plain web server sends it as it is: packed; another unpacks it on the way. */
const unpack = async answer => {
	const bytes = new Uint8Array(await answer.arrayBuffer())
	if (bytes[0] != 31 || bytes[1] != 139) return JSON.parse(new TextDecoder().decode(bytes))
	return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json()
}
const fill = async (name, paths) => {
	const cache = await caches.open(name)
	for (const path of paths) {
		if (!await cache.match(at(path))) await cache.put(at(path), await load(path))
	}
}

/** Fetch what of `language` is to be kept, whole or not at all: `parts` as in the catalog, "core" comes with each. */
const fetchParts = async (catalog, parts) => {
	const { language, name, edition, built, words } = catalog, chosen = parts.filter(part => catalog.parts[part])
	if (!chosen.length) throw new Error("none")
	const known = await read("languages", language), packs = []
	const wanted = ["core", ...chosen], has = new Set(known?.name == name ? known.wanted : [])
	for (const part of wanted.filter(part => !has.has(part))) {
		const pack = await unpack(await load(`offline/${name}/${language}/${part}.pack`))
		if (pack.edition != edition || pack.part != part || pack.language != language) throw new Error("foreign")
		packs.push(pack)
	}
	await fill(ASSETS, catalog.assets)
	await fill(INDEXES, wanted.map(part => `offline/${name}/${language}/${part}.index`))
	const now = Date.now(), gone = (known?.wanted ?? []).filter(part => !wanted.includes(part))
	// What each part takes, with what all share: as the reader was told before it was fetched.
	const sizes = Object.fromEntries(chosen.map(part => [part, catalog.assetBytes + catalog.parts.core + catalog.parts[part]]))
	await change(["languages", "parts", "pages"], (languages, ids, pages) => {
		for (const part of gone) {
			ids.delete(`${language}/${part}`)
			pages.delete(pagesOf(`${language}/${part}`))
		}
		for (const { part, heads, feet, pages: found, files } of packs) {
			const id = `${language}/${part}`
			pages.delete(pagesOf(id))
			ids.put({ id, heads, feet })
			for (const path in found) pages.put({ part: id, path, page: found[path] })
			for (const path in files) pages.put({ part: id, path, file: files[path] })
		}
		languages.put({ language, name, edition, built, words, chosen, wanted, sizes, checked: now, assets: catalog.assets })
	})
	await sweep()
}

/** Throw away files of editions and parts that are no longer kept. */
const sweep = async () => {
	const kept = await readAll("languages"), files = new Set(kept.flatMap(({ assets }) => assets).map(at))
	const indexes = new Set(kept.flatMap(({ name, language, wanted }) => wanted.map(part => at(`offline/${name}/${language}/${part}.index`))))
	for (const [name, wanted] of [[ASSETS, files], [INDEXES, indexes]]) {
		const cache = await caches.open(name)
		for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request)
	}
}

const keep = async (language, part) => {
	const known = await read("languages", language), catalog = await catalogOf(language)
	const chosen = part == "state" ? ["state"] : [...new Set([...(known?.chosen ?? []).filter(name => name != "state"), part])]
	await fetchParts(catalog, chosen)
	return "done"
}
const remove = async (language, part) => {
	const known = await read("languages", language), left = known.chosen.filter(name => name != part)
	const gone = left.length ? [part] : known.wanted
	await change(["languages", "parts", "pages"], (languages, ids, pages) => {
		for (const name of gone) {
			ids.delete(`${language}/${name}`)
			pages.delete(pagesOf(`${language}/${name}`))
		}
		if (left.length) languages.put({ ...known, chosen: left, wanted: ["core", ...left] })
		else languages.delete(language)
	})
	await sweep()
	return "removed"
}
/** Is there a newer edition? Then it takes the place of the one that is kept. */
const look = async language => {
	const known = await read("languages", language)
	if (!known) return "none"
	const catalog = await catalogOf(language)
	if (catalog.name != known.name) {
		await fetchParts(catalog, known.chosen)
		return "renewed"
	}
	await change(["languages"], languages => languages.put({ ...known, checked: Date.now() }))
	return "newest"
}
const lookIfTime = async () => {
	if (navigator.connection?.saveData) return
	for (const { language, checked } of await readAll("languages")) {
		if (Date.now() - checked > LOOK_EVERY) await look(language).catch(() => {})
	}
}

// Answering

const escape = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt()};`)
const day = (moment, language) => new Intl.DateTimeFormat(language, { dateStyle: "long" }).format(new Date(moment))
const put = (text, ...values) => values.reduce((line, value, number) => line.replaceAll(`{${number}}`, value), text)

const banner = ({ language, edition, built, checked, words }) => {
	const lines = [put(words.kept, edition, day(built, language), day(checked, language))]
	const isOld = Date.now() - new Date(built) > OLD
	if (isOld) lines.push(words.old)
	return `<div class="in"><p class="note"${isOld ? " data-kept-old" : ""}>${lines.map(escape).join(" ")}</p></div>`
}
const compose = async ({ part, path, page, file }) => {
	if (file) return new Response(file[1], { headers: { "Content-Type": `${file[0]}; charset=utf-8` } })
	const [language] = part.split("/"), [title, head, main, foot] = page, rest = path.slice(language.length + 1)
	const [{ heads, feet }, about] = await Promise.all([read("parts", part), read("languages", language)])
	const whole = text => text.replaceAll("\u0001", () => title).replaceAll("\u0002", () => rest ? `${rest}/` : "")
	const start = main.indexOf(">") + 1
	const text = whole(heads[head]) + main.slice(0, start) + banner(about) + main.slice(start) + whole(feet[foot])
	return new Response(text, { headers: { "Content-Type": "text/html; charset=utf-8" } })
}
const nameOf = path => path.replace(/(^|\/)index\.html$/, "").replace(/\/$/, "")
const findKept = async path => {
	const store = (await open()).transaction("pages").objectStore("pages").index("path")
	const found = await wait(store.get(path)) ?? (path.endsWith("/print") && await wait(store.get(path.slice(0, -6))))
	return found ? compose(found) : undefined
}
const without = async (path, isPage) => {
	const name = nameOf(path), [language] = name.split("/")
	const found = await findKept(name).catch(() => {})
	if (found || !isPage) return found
	if (await findKept(`${language}/offline`).catch(() => {}))
		return Response.redirect(at(`${language}/offline/?apart`))
	const [en, es] = ["There is no network now, and nothing of this directory is kept on this device.", "No hay red ahora, y en este dispositivo no hay nada guardado de este directorio."]
	const text = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${en}</title><h1>${en}</h1>
<p>In an emergency call <a href="tel:911">911</a>. In a crisis call or text <a href="tel:988">988</a>.</p><h1 lang="es">${es}</h1>
<p lang="es">En una emergencia llame al <a href="tel:911">911</a>. En una crisis llame al <a href="tel:988">988</a>.</p>`
	return new Response(text, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}
const answer = async (event, path, isPage) => {
	const network = fetch(event.request), kept = isPage ? await findKept(nameOf(path)).catch(() => {}) : undefined
	const limit = kept && new Promise((_, failed) => setTimeout(failed, PATIENCE, new Error("slow")))
	try {
		const found = await (limit ? Promise.race([network, limit]) : network)
		if (found.status < 500) {
			if (isPage) event.waitUntil(lookIfTime().catch(() => {}))
			return found
		}
		return kept ?? found
	} catch (error) {
		const found = kept ?? await without(path, isPage)
		if (found) return found
		throw error
	} finally {
		network.catch(() => {})
	}
}
const findAsset = async request => await caches.match(request.url, { cacheName: ASSETS }) ?? fetch(request)

addEventListener("fetch", event => {
	const { request } = event, url = new URL(request.url)
	if (request.method != "GET" || url.origin != location.origin || !url.pathname.startsWith(root)) return
	const path = url.pathname.slice(root.length)
	if (/^(static|media)\//.test(path)) event.respondWith(findAsset(request))
	else if (/^[a-z]{2,3}(-[a-z]+)*(\/|$)/i.test(path)) {
		const isPage = request.mode == "navigate"
		if (isPage || /\/(cards\.json|[\w-]+\.ics)$/.test(path)) event.respondWith(answer(event, path, isPage))
	}
})
addEventListener("install", () => skipWaiting())
addEventListener("activate", event => event.waitUntil((async () => {
	for (const name of await caches.keys()) {
		if (name.startsWith("dogwood-") && !NAMES.includes(name)) await caches.delete(name)
	}
	await sweep()
	await clients.claim()
})()))
addEventListener("periodicsync", event => event.waitUntil(lookIfTime()))

const tasks = { keep, remove, look, state: () => "state" }
addEventListener("message", event => {
	const { do: name, language, part } = event.data, [port] = event.ports
	event.waitUntil((async () => {
		let said
		try {
			said = { said: await tasks[name](language, part) }
		} catch (error) {
			said = { failed: error.name == "QuotaExceededError" ? "full" : "failed" }
		}
		port.postMessage({ ...said, kept: await readAll("languages").catch(() => []) })
	})())
})
