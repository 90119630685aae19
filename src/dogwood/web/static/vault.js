// A journal locked with a passphrase: PBKDF2 (SHA-256, 600,000 rounds, OWASP 2023) makes the key, AES-GCM 256 seals it.
//   {"format": "dogwood-journal", "version": 1, "locked": {kdf, hash, iterations, salt, cipher, iv, data}}
// salt: 16 bytes, new with each passphrase. iv: 12 bytes, new with each writing. data: sealed JSON {"entries": […]}.
// All three in base64. The format's name and version are sealed too (additional data).
import { DAMAGED, Refused } from "./keep.js"

export const FORMAT = "dogwood-journal"
export const ROUNDS = 600_000
const MOST_ROUNDS = 10_000_000
const SEALED_TOO = new TextEncoder().encode(`${FORMAT} 1`)

/** Can this browser lock at all? Only on https pages. */
export const canLock = () => !!globalThis.crypto?.subtle

const write64 = bytes => {
	let text = ""
	for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte)
	return btoa(text)
}
const read64 = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0))

const derive = async (passphrase, salt, iterations) => {
	const typed = new TextEncoder().encode(passphrase.normalize("NFKC"))
	const base = await crypto.subtle.importKey("raw", typed, "PBKDF2", false, ["deriveKey"])
	const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations }
	return crypto.subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}

/** A key from a passphrase: {key, salt, iterations}, held in the page's memory only. */
export const makeKey = async passphrase => {
	const salt = crypto.getRandomValues(new Uint8Array(16))
	return { key: await derive(passphrase, salt, ROUNDS), salt, iterations: ROUNDS }
}

/** Entries → the value that is kept, sealed with `lock` ({key, salt, iterations}). */
export const seal = async (entries, lock) => {
	const iv = crypto.getRandomValues(new Uint8Array(12))
	const text = new TextEncoder().encode(JSON.stringify({ entries }))
	const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: SEALED_TOO }, lock.key, text)
	return {
		format: FORMAT, version: 1,
		locked: {
			kdf: "PBKDF2", hash: "SHA-256", iterations: lock.iterations, salt: write64(lock.salt),
			cipher: "AES-GCM", iv: write64(iv), data: write64(data),
		},
	}
}

/** A sealed value → its parts as bytes; throws Refused(DAMAGED) for anything else, weaker rounds included. */
const readParts = ({ kdf, hash, iterations, salt, cipher, iv, data }) => {
	const isOurs = kdf == "PBKDF2" && hash == "SHA-256" && cipher == "AES-GCM"
	if (!isOurs || !(iterations >= ROUNDS && iterations <= MOST_ROUNDS)) throw new Refused(DAMAGED)
	try {
		return { salt: read64(salt), iv: read64(iv), data: read64(data), iterations }
	} catch {
		throw new Refused(DAMAGED)
	}
}

/** Open with a key that is at hand, or null where it does not fit. */
export const open = async (locked, lock) => {
	const { iv, data } = readParts(locked)
	try {
		const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: SEALED_TOO }, lock.key, data)
		return JSON.parse(new TextDecoder().decode(text)).entries
	} catch {
		return null
	}
}

/** Open with a passphrase: {entries, lock}, or null where it is the wrong one. */
export const unlock = async (locked, passphrase) => {
	const { salt, iterations } = readParts(locked)
	const lock = { key: await derive(passphrase, salt, iterations), salt, iterations }
	const entries = await open(locked, lock)
	return entries && { entries, lock }
}
