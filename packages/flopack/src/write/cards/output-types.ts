import type { ValueType } from '@keyway/sdk'

/** Types of outputs by `module.method`, or by module: the same for every output unless given by name. */
const types: Readonly<Record<string, ValueType | Readonly<Record<string, ValueType>>>> = {
  boolean: 'boolean',
  'crypto.hmac': 'text',
  'date.add': 'date',
  'date.diff': 'number',
  'date.epoch': 'number',
  'date.format': 'text',
  'date.fromISO': { date: 'date', iso: 'text', epoch: 'text', unix: 'text', human: 'text', custom: 'text' },
  'date.now': {
    date: 'date',
    iso: 'text',
    full: 'text',
    minute: 'number',
    hour: 'number',
    time: 'text',
    day: 'number',
    month: 'text',
    year: 'number',
    second: 'number',
    millisecond: 'number',
  },
  'date.parse': 'date',
  'date.subtract': 'date',
  'date.unix': 'number',
  'json.stringify': 'text',
  jwt: 'text',
  'list.includes': 'boolean',
  'list.join': 'text',
  'list.length': 'number',
  'math.add': 'number',
  'math.ceil': 'number',
  'math.divide': { output: 'number', percentage: 'text' },
  'math.expression': 'number',
  'math.multiply': 'number',
  'math.random': 'number',
  'math.round': 'number',
  'math.subtract': 'number',
  'object.clearEmpty': 'object',
  'object.construct': 'object',
  'object.keys': 'text[]',
  'object.merge': 'object',
  'object.set': 'object',
  'string.base64': 'text',
  'string.base64Decode': 'text',
  'string.compose': 'text',
  'string.concat': 'text',
  'string.email': 'text',
  'string.find': 'number',
  'string.lastIndexOf': 'number',
  'string.length': 'number',
  'string.match': 'number',
  'string.random': 'text',
  'string.replace': 'text',
  'string.replaceAny': 'text',
  'string.split': 'text[]',
  'string.substr': 'text',
  'string.toLowerCase': 'text',
  'string.trim': 'text',
  'url.encodeComponent': 'text',
}

/** Cards whose outputs are data as it comes, whatever type the author declared; the reader treats them the same way. */
const openCards: ReadonlySet<string> = new Set([
  'control.lookup',
  'json.parse',
  'list.at',
  'list.findBy',
  'list.pop',
  'list.shift',
  'object.get',
  'object.pick',
])

export function isOpenCard(card: string): boolean {
  return openCards.has(card)
}

/** Declared type of a kernel card's output, where it is the same for every such card. */
export function outputType(card: string, output: string): ValueType | undefined {
  const module = card.slice(0, card.indexOf('.'))
  const found = Object.hasOwn(types, card)
    ? types[card]
    : Object.hasOwn(types, module)
      ? types[module]
      : undefined
  if (typeof found !== 'object') return found
  return Object.hasOwn(found, output) ? found[output] : undefined
}
