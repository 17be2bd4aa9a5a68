import { defineCard, field, InputError, z, type Json, type JsonObject } from '@keyway/sdk'
import { flagField, objectField } from '../fields.ts'
import { writeXml } from '../xml-writer.ts'

export const build = defineCard({
  id: 'xml.build',
  title: 'Build XML',
  description:
    'An XML text of an object, in the shape that Parse XML gives: lists repeat their element, $ holds attributes, _ text. ' +
    'The root element is the one that is named, else the only key of the object.',
  standsFor: ['okta-workflows:xml.build'],
  input: z.object({
    object: objectField('Object'),
    root: field(z.string().default(''), { title: 'Root element' }),
    attributesKey: field(z.string().min(1).default('$'), { title: 'Key of attributes' }),
    textKey: field(z.string().min(1).default('_'), { title: 'Key of text' }),
    declaration: field(z.boolean().default(true), { title: 'Begin with an XML declaration' }),
    pretty: flagField('With lines'),
  }),
  output: z.object({ text: z.string() }),
  examples: [
    {
      input: {
        object: { user: { $: { id: '1' }, name: ['Ada & "Bob"'], group: ['a', 'b'] } },
        declaration: false,
      },
      output: {
        text: '<user id="1"><name>Ada &amp; &quot;Bob&quot;</name><group>a</group><group>b</group></user>',
      },
    },
    {
      title: 'a root by name, lines',
      input: { object: { a: null, b: { _: 'x', $: { c: 1 } } }, root: 'r', pretty: true },
      output: { text: '<?xml version="1.0" encoding="UTF-8"?>\n<r>\n  <a/>\n  <b c="1">x</b>\n</r>' },
    },
  ],
  failures: [
    { input: { object: { a: 1, b: 2 } }, code: 'root_missing' },
    { input: {}, code: 'root_missing' },
    { input: { object: { a: [1, 2] } }, code: 'root_missing' },
    { input: { object: { 'a b': 1 } }, code: 'xml_unsayable' },
    { input: { object: { a: 'nul \u0000' } }, code: 'xml_unsayable' },
    { input: { object: { a: { b: [[1]] } } }, code: 'xml_unsayable' },
  ],
  run({ object, root, declaration, pretty, ...keys }) {
    const [name, value] = root === '' ? onlyEntry(object) : ([root, object] as const)
    const text = writeXml(name, value, { ...keys, pretty })
    const head = '<?xml version="1.0" encoding="UTF-8"?>'
    return { text: declaration ? `${head}${pretty ? '\n' : ''}${text}` : text }
  },
})

function onlyEntry(object: JsonObject): readonly [string, Json] {
  const entries = Object.entries(object)
  const [entry] = entries
  const value = Array.isArray(entry?.[1]) && entry[1].length === 1 ? (entry[1][0] ?? null) : entry?.[1]
  if (entry !== undefined && value !== undefined && entries.length === 1 && !Array.isArray(value)) {
    return [entry[0], value] as const
  }
  throw new InputError(
    `The object has ${String(entries.length)} keys; name the root element, or give an object with one key and one element.`,
    { code: 'root_missing' },
  )
}
