import { defineCard, field, tryCoerce, z, type Json, type ValueType } from '@keyway/sdk'
import { anyField, flagField } from '../fields.ts'

const types = ['text', 'number', 'boolean', 'date', 'object', 'list', 'null'] as const

export const isType = defineCard({
  id: 'boolean.is_type',
  title: 'Is Type',
  description:
    'Whether a value is of a type, and which type it has. On request also values that only convert to it, by the rules ' +
    'of all cards: the text 12.5 to a number. Dates are text between steps, so only text is ever a date.',
  input: z.object({
    value: anyField('Value'),
    type: field(z.enum(types), { title: 'Type' }),
    convertible: flagField('Also what can be converted'),
  }),
  output: z.object({ result: z.boolean(), type: z.string() }),
  examples: [
    { input: { value: 5, type: 'number' }, output: { result: true, type: 'number' } },
    { input: { value: '5', type: 'number' }, output: { result: false, type: 'text' } },
    {
      title: 'convertible',
      input: { value: '5', type: 'number', convertible: true },
      output: { result: true, type: 'text' },
    },
    { input: { value: '2026-11-21', type: 'date' }, output: { result: true, type: 'text' } },
    { input: { value: [1], type: 'object' }, output: { result: false, type: 'list' } },
    {
      title: 'no value',
      input: { type: 'number', convertible: true },
      output: { result: false, type: 'null' },
    },
  ],
  run({ value, type, convertible }) {
    const actual = typeOf(value)
    if (type === actual) return { result: true, type: actual }
    if (type === 'date' && actual === 'text') return { result: converts(value, 'date'), type: actual }
    const isConvertible = convertible && type !== 'null' && type !== 'list' && converts(value, type)
    return { result: isConvertible, type: actual }
  },
})

function typeOf(value: Json): (typeof types)[number] {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string') return 'text'
  return typeof value === 'object' ? 'object' : typeof value === 'number' ? 'number' : 'boolean'
}

/** Empty text converts to nothing, which is no value of the type. */
function converts(value: Json, type: ValueType): boolean {
  const converted = value === null ? null : (tryCoerce(value, type) ?? null)
  return converted !== null && (type === 'text' || value !== '')
}
