/**
 * How a kernel card of the export becomes a function card. Names on the export's side are a field's key, or
 * `group/key` for a field in a group.
 */
export interface KernelCardMapping {
  /** Id of the function card. */
  use: string
  /** Fixed inputs: export to card. An input named in `operator` is a stored comparison that must be translated. */
  inputs: Readonly<Record<string, string>>
  /** Fixed outputs: export to card. Outputs of author-defined fields keep their key. */
  outputs: Readonly<Record<string, string>>
  /** Fields that end up together in one input of the card. */
  custom?: CustomFields
  /** Input that holds a text with `{{{key}}}` placeholders for the card's other inputs. */
  template?: { from: string; into: string }
  /** Input that holds a comparison, as the export stores it. */
  operator?: string
  /** The declared type of an input, which the card takes as an input of its own. */
  declaredType?: { of: string; into: string }
}

export interface CustomFields {
  /** The card's input. */
  into: string
  /** `record`: by key. `list`: the values only. Author-defined fields come in the order of their index. */
  as: 'record' | 'list'
  /** `outputs`: the keys of the author-defined outputs are the values (paths to read), by the same key. */
  from: 'inputs' | 'outputs'
  /** Keys of fixed inputs that come first. */
  first?: readonly string[]
  /** Only fields of this group. Without it: every author-defined field. */
  group?: string
}

const output = { output: 'output' }
const list = { list: 'list' }
const text = { string: 'text' }
const comparison = { 'left-operand': 'left', operator: 'operator', 'right-operand': 'right' }
const comparedType = { of: 'left-operand', into: 'type' }
const dateText = { start: 'text', format: 'format', zone: 'zone' }
const amount = { start: 'date', scale: 'amount', unit: 'unit' }
const itemFilter = { list: 'list', path: 'path', operator: 'operator', comparison: 'value' }

/** Fixed inputs and author-defined ones as one list. */
function collectList(into: string, ...first: string[]): CustomFields {
  return { into, as: 'list', from: 'inputs', first }
}

/** By `module.method`. Cards that become control steps are not here. */
export const kernelCards: Readonly<Record<string, KernelCardMapping>> = {
  'boolean.and': {
    use: 'boolean.and',
    inputs: {},
    outputs: output,
    custom: collectList('values', 'a', 'b'),
  },
  'boolean.compare': {
    use: 'boolean.compare',
    inputs: comparison,
    outputs: { result: 'result' },
    operator: 'operator',
    declaredType: comparedType,
  },
  'boolean.or': { use: 'boolean.or', inputs: {}, outputs: output, custom: collectList('values', 'a', 'b') },
  'boolean.xor': {
    use: 'boolean.xor',
    inputs: {},
    outputs: output,
    custom: collectList('values', 'a', 'b'),
  },

  'control.assignIf': {
    use: 'flow.assign_if',
    inputs: { ...comparison, valueIfTrue: 'whenTrue', valueIfFalse: 'whenFalse' },
    outputs: output,
    operator: 'operator',
    declaredType: comparedType,
  },
  'control.let': {
    use: 'flow.assign',
    inputs: {},
    outputs: {},
    custom: { into: 'values', as: 'record', from: 'inputs' },
  },
  'control.lookup': {
    use: 'flow.lookup',
    inputs: { key: 'value', else: 'otherwise' },
    outputs: { result: 'result' },
    custom: { into: 'options', as: 'record', from: 'inputs', group: 'options' },
  },

  // Names of `crypto.aes`, `crypto.sign`, `list.groupBy`, `url.decode` and `xml.parse` are those of Okta's reference: no
  // published export has these cards.
  'crypto.aes': {
    use: 'crypto.encrypt_legacy',
    inputs: { algorithm: 'algorithm', key: 'password', data: 'data' },
    outputs: output,
  },
  'crypto.hmac': {
    use: 'crypto.hmac',
    inputs: { algorithm: 'algorithm', key: 'key', data: 'data', digest: 'encoding' },
    outputs: output,
  },

  'crypto.sign': {
    use: 'crypto.sign',
    inputs: {
      algorithm: 'algorithm',
      data: 'data',
      digest: 'encoding',
      'privateKey/key': 'key',
      'privateKey/passphrase': 'passphrase',
    },
    outputs: output,
  },

  'date.add': { use: 'date.add', inputs: amount, outputs: output },
  'date.diff': {
    use: 'date.diff',
    // The export's key `start` is labelled "end date" and counts as the end; `end` the other way round.
    inputs: { start: 'end', end: 'start' },
    outputs: {
      days: 'days',
      months: 'months',
      years: 'years',
      hours: 'hours',
      minutes: 'minutes',
      seconds: 'seconds',
      milliseconds: 'milliseconds',
    },
  },
  'date.epoch': { use: 'date.epoch', inputs: { start: 'date' }, outputs: output },
  'date.format': {
    use: 'date.format',
    inputs: { start: 'date', format: 'format', zone: 'zone' },
    outputs: output,
  },
  'date.fromISO': {
    use: 'date.convert',
    inputs: dateText,
    outputs: { date: 'date', iso: 'iso', epoch: 'epoch', unix: 'unix', human: 'human', custom: 'custom' },
  },
  'date.now': {
    use: 'date.now',
    inputs: {},
    outputs: {
      date: 'date',
      iso: 'iso',
      full: 'full',
      minute: 'minute',
      hour: 'hour',
      time: 'time',
      day: 'day',
      month: 'month',
      year: 'year',
      second: 'second',
      millisecond: 'millisecond',
    },
  },
  'date.parse': { use: 'date.parse', inputs: dateText, outputs: output },
  'date.subtract': { use: 'date.subtract', inputs: amount, outputs: output },
  'date.unix': { use: 'date.unix', inputs: { start: 'date' }, outputs: output },

  'json.parse': { use: 'json.parse', inputs: text, outputs: output },
  'json.stringify': { use: 'json.stringify', inputs: { object: 'value' }, outputs: output },

  'jwt.sign': {
    use: 'crypto.sign_jwt',
    inputs: {
      key: 'key',
      'options/algorithm': 'algorithm',
      'options/audience': 'audience',
      'options/expiresIn': 'expiresIn',
      'options/header': 'header',
      'options/issuer': 'issuer',
      'options/jwtid': 'jwtId',
      'options/noTimestamp': 'noTimestamp',
      'options/notBefore': 'notBefore',
      'options/subject': 'subject',
    },
    outputs: { token: 'token' },
    custom: { into: 'payload', as: 'record', from: 'inputs', group: 'payload' },
  },

  'list.at': { use: 'list.at', inputs: { list: 'list', index: 'index' }, outputs: { item: 'item' } },
  'list.collapse': { use: 'list.collapse', inputs: list, outputs: output },
  'list.construct': { use: 'list.construct', inputs: {}, outputs: list, custom: collectList('items') },
  'list.difference': {
    use: 'list.difference',
    inputs: { list1: 'list', list2: 'without' },
    outputs: list,
  },
  'list.filterBy': { use: 'list.filter_by', inputs: itemFilter, outputs: list, operator: 'operator' },
  'list.findBy': {
    use: 'list.find_by',
    inputs: itemFilter,
    outputs: { item: 'item', index: 'index' },
    operator: 'operator',
  },
  'list.flatten': { use: 'list.flatten', inputs: { lists: 'lists' }, outputs: list },
  'list.groupBy': { use: 'list.group_by', inputs: { list: 'list', path: 'path' }, outputs: output },
  'list.includes': {
    use: 'list.includes',
    inputs: { list: 'list', value: 'value' },
    outputs: { result: 'result' },
  },
  'list.intersection': {
    use: 'list.intersection',
    inputs: {},
    outputs: list,
    custom: collectList('lists', 'list1', 'list2'),
  },
  'list.join': {
    use: 'list.join',
    inputs: { list: 'list', delimiter: 'separator' },
    outputs: { string: 'string' },
  },
  'list.length': { use: 'list.length', inputs: list, outputs: { length: 'length' } },
  'list.pluck': { use: 'list.pluck', inputs: { list: 'list', key: 'key' }, outputs: { values: 'values' } },
  'list.pop': { use: 'list.pop', inputs: list, outputs: { list: 'list', item: 'item' } },
  'list.push': { use: 'list.push', inputs: { item: 'item', list: 'list' }, outputs: list },
  'list.sample': {
    use: 'list.sample',
    inputs: { list: 'list', amount: 'amount' },
    outputs: { samples: 'samples' },
  },
  'list.shift': { use: 'list.shift', inputs: list, outputs: { list: 'list', item: 'item' } },
  'list.sortBy': {
    use: 'list.sort_by',
    inputs: { list: 'list', path: 'path' },
    outputs: { 'sorted list': 'sorted' },
  },
  'list.union': {
    use: 'list.union',
    inputs: {},
    outputs: { union: 'union' },
    custom: collectList('lists', 'list1', 'list2'),
  },
  'list.uniqueBy': {
    use: 'list.unique_by',
    inputs: { list: 'list', path: 'path' },
    outputs: { 'unique list': 'list' },
  },

  'math.add': { use: 'number.add', inputs: {}, outputs: output, custom: collectList('numbers', 'a', 'b') },
  'math.ceil': { use: 'number.ceil', inputs: { a: 'number' }, outputs: output },
  'math.divide': {
    use: 'number.divide',
    inputs: { a: 'number', b: 'divisor', decimals: 'decimals' },
    outputs: { output: 'output', percentage: 'percentage' },
  },
  'math.expression': {
    use: 'number.formula',
    inputs: {},
    outputs: output,
    template: { from: '_text_', into: 'formula' },
  },
  'math.multiply': {
    use: 'number.multiply',
    inputs: {},
    outputs: output,
    custom: collectList('numbers', 'a', 'b'),
  },
  'math.random': { use: 'number.random', inputs: { a: 'from', b: 'below' }, outputs: output },
  'math.round': { use: 'number.round', inputs: { a: 'number' }, outputs: output },
  'math.subtract': { use: 'number.subtract', inputs: { a: 'number', b: 'subtract' }, outputs: output },

  'object.clearEmpty': {
    use: 'object.clear_empty',
    inputs: { object: 'object', recursive: 'recursive' },
    outputs: output,
  },
  'object.construct': {
    use: 'object.construct',
    inputs: {},
    outputs: output,
    custom: { into: 'fields', as: 'record', from: 'inputs' },
  },
  'object.get': { use: 'object.get', inputs: { object: 'object', path: 'path' }, outputs: output },
  'object.keys': { use: 'object.keys', inputs: { object: 'object' }, outputs: { keys: 'keys' } },
  'object.merge': {
    use: 'object.merge',
    inputs: {},
    outputs: output,
    custom: collectList('objects', 'start', 'sink'),
  },
  'object.pick': {
    use: 'object.get_multiple',
    inputs: { object: 'object' },
    outputs: {},
    custom: { into: 'paths', as: 'record', from: 'outputs' },
  },
  'object.set': {
    use: 'object.set',
    inputs: { object: 'object', path: 'path', value: 'value' },
    outputs: output,
  },
  'object.values': { use: 'object.values', inputs: { object: 'object' }, outputs: { values: 'values' } },

  'string.base64': { use: 'text.base64_encode', inputs: text, outputs: output },
  'string.base64Decode': { use: 'text.base64_decode', inputs: text, outputs: output },
  'string.compose': {
    use: 'text.compose',
    inputs: {},
    outputs: output,
    template: { from: '_text_', into: 'text' },
  },
  'string.concat': {
    use: 'text.concat',
    inputs: {},
    outputs: output,
    custom: collectList('texts', 'string1', 'string2'),
  },
  'string.email': { use: 'text.find_email', inputs: text, outputs: { email: 'email' } },
  'string.find': { use: 'text.find', inputs: { string: 'text', substr: 'search' }, outputs: output },
  'string.lastIndexOf': {
    use: 'text.last_index_of',
    inputs: { string: 'text', substr: 'search', index: 'index' },
    outputs: output,
  },
  'string.length': { use: 'text.length', inputs: text, outputs: { length: 'length' } },
  'string.match': { use: 'text.match', inputs: { string: 'text', target: 'pattern' }, outputs: output },
  'string.random': { use: 'text.random', inputs: { length: 'length' }, outputs: output },
  'string.replace': {
    use: 'text.replace',
    inputs: {
      string: 'text',
      src: 'search',
      dest: 'replacement',
      global: 'all',
      sensitive: 'caseSensitive',
    },
    outputs: output,
  },
  'string.replaceAny': {
    use: 'text.replace_any',
    inputs: {
      text: 'text',
      replacement: 'replacement',
      global: 'all',
      'case sensitive': 'caseSensitive',
    },
    outputs: output,
    custom: { into: 'patterns', as: 'list', from: 'inputs', group: 'patterns' },
  },
  'string.split': {
    use: 'text.split',
    inputs: { string: 'text', delimiter: 'separator' },
    outputs: output,
  },
  'string.substr': {
    use: 'text.substring',
    inputs: { string: 'text', start: 'start', end: 'end' },
    outputs: output,
  },
  'string.toLowerCase': { use: 'text.to_lower_case', inputs: text, outputs: output },
  'string.trim': { use: 'text.trim', inputs: text, outputs: output },

  'url.decode': { use: 'url.decode_query', inputs: { query: 'query' }, outputs: output },
  'url.encodeComponent': { use: 'url.encode_component', inputs: text, outputs: output },

  'xml.parse': {
    use: 'xml.parse',
    inputs: {
      xml: 'text',
      'options/attrkey': 'attributesKey',
      'options/charkey': 'textKey',
      'options/explicitCharkey': 'explicitText',
      'options/trim': 'trim',
      'options/normalizeTags': 'lowerCaseTags',
      'options/normalize': 'collapse',
      'options/explicitRoot': 'includeRoot',
    },
    outputs: output,
  },
}
