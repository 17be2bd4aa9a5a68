/** Where one object of a JSON text has the same key twice. The text is known to be valid. */
export function findDoubleKey(text: string): string {
  const open: { keys: Set<string>; key: string }[] = []
  let last = ''
  for (let index = 0; index < text.length; index += 1) {
    const mark = text[index]
    if (mark === '"') {
      const end = endOfString(text, index)
      last = text.slice(index, end + 1)
      index = end
    } else if (mark === '{' || mark === '[') open.push({ keys: new Set(), key: '' })
    else if (mark === '}' || mark === ']') open.pop()
    else if (mark === ':') {
      const inner = open.at(-1)
      const key = String(JSON.parse(last))
      if (inner?.keys.has(key) === true) {
        const path = ['$', ...open.slice(0, -1).flatMap((one) => (one.key === '' ? [] : [one.key]))].join('.')
        return `${path} has the key ${JSON.stringify(key.slice(0, 100))} twice; ids and names must be unique.`
      }
      inner?.keys.add(key)
      if (inner !== undefined) inner.key = key
    }
  }
  return 'An object has a key twice; ids and names must be unique.'
}

function endOfString(text: string, start: number): number {
  let end = start + 1
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end
}
