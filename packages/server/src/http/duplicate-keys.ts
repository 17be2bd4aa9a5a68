import type { Json } from '@keyway/sdk'

/**
 * Whether an object in a JSON text names a key twice. `JSON.parse` keeps the last one, other readers the first: a text
 * that means one thing to whoever checked it and another to us is not taken. `value` is what the text was parsed to.
 */
export function hasDuplicateKeys(text: string, value: Json): boolean {
  if (isWrittenTo(text, value)) return false
  // What JSON.parse dropped is missing from the value, so counting finds it in any spelling (`\u0061` is `a`).
  return countWrittenKeys(text) !== countKeys(value)
}

/** Whether the text is what we would write, as that of most senders is: then there is nothing else in it. */
function isWrittenTo(text: string, value: Json): boolean {
  try {
    return JSON.stringify(value) === text
  } catch {
    // Deeper than can be written.
    return false
  }
}

/** Strings that a colon follows. The text is valid JSON, so everything between quotes is a string. */
function countWrittenKeys(text: string): number {
  let count = 0
  let open = text.indexOf('"')
  while (open !== -1) {
    let close = text.indexOf('"', open + 1)
    while (isEscaped(text, close)) close = text.indexOf('"', close + 1)
    let next = close + 1
    while (isBlank(text.charCodeAt(next))) next += 1
    if (text[next] === ':') count += 1
    open = text.indexOf('"', next)
  }
  return count
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes += 1
  return backslashes % 2 === 1
}

/** Blank, tab, line feed, carriage return: RFC 8259, section 2. */
function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d
}

/** Without recursion, so that depth cannot exhaust the stack. */
function countKeys(value: Json): number {
  let count = 0
  const open: Json[] = [value]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue
    const children = Object.values(next)
    if (!Array.isArray(next)) count += children.length
    for (const child of children) if (typeof child === 'object' && child !== null) open.push(child)
  }
  return count
}
