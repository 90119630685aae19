// What a reader does, in Firefox: node firefox.mjs PUPPETEER FIREFOX SITE. Prints one JSON object of what it saw.
import { pathToFileURL } from "node:url"

const [, , library, executablePath, site] = process.argv
const { default: puppeteer } = await import(pathToFileURL(library))
const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true })
const seen = { errors: [] }
try {
	const page = await browser.newPage()
	await page.setViewport({ width: 360, height: 740 })
	page.on("pageerror", (error) => seen.errors.push(String(error)))
	const open = (path) => page.goto(site + path, { waitUntil: "load" })
	const text = (selector) => page.$eval(selector, (node) => node.textContent.trim())

	await open("/en/")
	await page.type("main input[name=q]", "american cancer society helpline")
	await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")])
	seen.first = await text("main article h3, main article h2")
	await open("/es/guide/pain/")
	seen.heading = await text("h1")
	seen.width = await page.evaluate(() => document.documentElement.scrollWidth)

	await open("/en/listing/nc-211/")
	await page.waitForSelector("[data-keep] button, button[data-keep], .act.take button")
	await page.click("[data-keep] button, button[data-keep], .act.take button")
	await open("/en/saved/")
	await page.waitForSelector("#list article")
	seen.saved = await text("#list h3 a")

	await open("/en/journal/")
	await page.click("#has-pain")
	await page.type("#text", "A good walk.")
	await page.click("#add")
	await page.waitForSelector("#list article")
	await page.click("#lock summary")
	await page.type("#new-key", "four plain garden words")
	await page.type("#again", "four plain garden words")
	await page.click("#set-lock")
	await page.waitForFunction(() => document.querySelector("[role=status]").textContent.includes("Locked"))
	seen.journal = await page.evaluate(() => Object.values(localStorage).join("").includes("good walk"))

	await open("/en/near/?at=28358&need=mammogram")
	seen.near = await text("#found-title")
	seen.pins = (await page.$$("#pins .pin")).length
	await open("/en/counties/")
	seen.counties = (await page.$$("main svg a")).length
} finally {
	await browser.close()
}
console.log(JSON.stringify(seen))
