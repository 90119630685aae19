// "How much do you want to know?": the same three links, without asking for another page.
const article = document.querySelector("[data-know]"), choice = document.getElementById("know")
const links = [...choice.querySelectorAll("[data-level]")], status = choice.querySelector("[role=status]")
const contents = [...document.querySelectorAll(".contents ol a")]
const levels = links.map(link => link.dataset.level)

const show = (level, say) => {
	article.dataset.know = level
	for (const link of links) {
		if (link.dataset.level == level) {
			link.setAttribute("aria-current", "true")
			if (say) status.textContent = `${status.dataset.said}: ${link.firstChild.textContent.trim()}`
		} else link.removeAttribute("aria-current")
	}
	for (const fold of article.querySelectorAll("details.statistic")) fold.open = level == "all"
	for (const link of contents) link.setAttribute("href", link.hash)
}
const address = level => {
	const next = new URL(location)
	next.searchParams.set("know", level)
	next.hash = ""
	return next
}
// A link from elsewhere that names a part leads to it, also where that part is not shown yet.
const follow = () => {
	const wanted = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)))
	if (wanted && article.contains(wanted) && !wanted.offsetParent) {
		show("some")
		wanted.scrollIntoView()
	}
}

choice.addEventListener("click", event => {
	const link = event.target.closest("[data-level]")
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
	event.preventDefault()
	show(link.dataset.level, true)
	history.replaceState(null, "", address(link.dataset.level))
})
addEventListener("hashchange", follow)
const asked = new URLSearchParams(location.search).get("know")
if (levels.includes(asked) && asked != article.dataset.know) show(asked)
else if (contents.length) show(article.dataset.know)
follow()
