// On a page that is kept (a pack, an export): tells what time has changed since: checks that ran out, dates that are over, age.
// A plain script, not a module: it runs from a USB stick too.
(() => {
	const words = document.getElementById("copy-words")?.dataset
	if (!words) return
	const now = new Date(), today = new Date(now - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
	for (const node of document.querySelectorAll("[data-turns]")) {
		for (const turn of node.dataset.turns.split(";")) {
			const [day, text] = turn.split("=")
			if (text && day <= today) node.textContent = text
		}
	}
	for (const time of document.querySelectorAll("main time")) {
		if (time.dateTime.slice(0, 10) >= today) continue
		const spot = time.closest("li, dd, article, p") ?? time
		if (spot.parentElement.querySelectorAll("time").length > 1) spot.hidden = true
		else time.after(` (${words.over})`)
	}
	const note = (text, link) => {
		const line = document.createElement("p")
		line.className = "note"
		line.textContent = text + " "
		if (link) line.append(link)
		document.getElementById("main").prepend(line)
	}
	if ((new Date(today) - new Date(words.built)) / 86_400_000 > 90 && !document.querySelector("[data-kept-old]")) note(words.old)

	// The simple view, which the readers' server would give: kept in the address, as there.
	const isOurs = link => link.origin == location.origin && link.protocol == location.protocol && !link.hasAttribute("download")
	if (new URLSearchParams(location.search).get("view") != "simple") return
	const sheet = document.createElement("link")
	sheet.rel = "stylesheet"
	sheet.href = words.simple
	document.head.append(sheet)
	document.documentElement.classList.add("simple")
	for (const link of document.querySelectorAll("a[href]")) {
		if (!isOurs(link) || /\.(ics|atom|json)$/.test(link.pathname)) continue
		if (link.search == "?view=simple") {
			link.search = ""
			link.textContent = words.leave
		} else {
			const query = new URLSearchParams(link.search)
			query.set("view", "simple")
			link.search = query
		}
	}
})()
