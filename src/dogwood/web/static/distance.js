// Distances on the device: nobody is told where the reader is.

/** Statute miles between two places in degrees, as the crow flies (haversine; the mean radius of places/distance.py). */
export const miles = (north, east, otherNorth, otherEast) => {
	const rad = Math.PI / 180, half = degrees => Math.sin(degrees * rad / 2) ** 2
	const square = half(otherNorth - north) + Math.cos(north * rad) * Math.cos(otherNorth * rad) * half(otherEast - east)
	return 2 * 3958.76 * Math.asin(Math.min(1, Math.sqrt(square)))
}

/** Where the device is: ask it (only on a press), then `found({latitude, longitude})` or `failed()`. */
export const locate = (found, failed) => navigator.geolocation
	? navigator.geolocation.getCurrentPosition(({ coords }) => found(coords), failed, { timeout: 20_000, maximumAge: 600_000 })
	: failed()
