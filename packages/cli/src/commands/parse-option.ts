import { InvalidArgumentError } from 'commander'

/** Reads a TCP port. */
export function parsePort(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new InvalidArgumentError('Expected a port, 0 to 65535.')
}

/** Reads a whole number of at least 1. */
export function parseCount(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1) return count
  throw new InvalidArgumentError('Expected a whole number, at least 1.')
}

/** Reads a time, as milliseconds since 1970. */
export function parseTime(text: string): number {
  const time = Date.parse(text)
  if (!Number.isNaN(time)) return time
  throw new InvalidArgumentError('Expected a time such as 2026-05-31 or 2026-05-31T09:00:00Z.')
}

/** Reads which document of a flow is meant. */
export function parseSide(text: string): number | 'draft' | 'published' {
  if (text === 'draft' || text === 'published') return text
  const number = Number(text)
  if (/^\d+$/.test(text) && number >= 1) return number
  throw new InvalidArgumentError('Expected the number of a version, published or draft.')
}

/** Gathers the values of an option that may be repeated. */
export function collect(text: string, gathered: string[] = []): string[] {
  return [...gathered, text]
}

/** Splits `name=value`. */
function parsePair(text: string): { name: string; value: string } {
  const at = text.indexOf('=')
  if (at > 0) return { name: text.slice(0, at), value: text.slice(at + 1) }
  throw new InvalidArgumentError(`Expected name=value, found "${text}".`)
}

/** Gathers pairs of an option that may be repeated. */
export function collectPairs(text: string, gathered: Record<string, string> = {}): Record<string, string> {
  const { name, value } = parsePair(text)
  return { ...gathered, [name]: value }
}

/** Gathers pairs of an option that may be repeated, each name with all its values. Names are in lower case. */
export function collectLists(
  text: string,
  gathered: ReadonlyMap<string, readonly string[]> = new Map(),
): ReadonlyMap<string, readonly string[]> {
  const { name, value } = parsePair(text)
  const key = name.toLowerCase()
  return new Map([...gathered, [key, [...(gathered.get(key) ?? []), value]]])
}
