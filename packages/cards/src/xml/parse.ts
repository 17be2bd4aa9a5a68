import { anyObject, defineCard, field, z } from '@keyway/sdk'
import { flagField, textField } from '../fields.ts'
import { readXml } from '../xml-reader.ts'

export const parse = defineCard({
  id: 'xml.parse',
  title: 'Parse XML',
  description:
    'The object that an XML text stands for: children as lists under their names, attributes under $, text beside them ' +
    'under _; an element with text alone is that text. Documents that declare entities of their own are refused.',
  standsFor: ['okta-workflows:xml.parse'],
  input: z.object({
    text: textField('XML text'),
    attributesKey: field(z.string().min(1).default('$'), { title: 'Key of attributes' }),
    textKey: field(z.string().min(1).default('_'), { title: 'Key of text' }),
    explicitText: flagField('Text under its key always'),
    trim: flagField('Remove blanks around text'),
    collapse: flagField('Turn runs of blanks in text into one'),
    lowerCaseTags: flagField('Tags in small letters'),
    includeRoot: flagField('Include the root element'),
    lists: field(z.boolean().default(true), {
      title: 'Children always as lists',
      description: 'Otherwise only those of which there are several.',
    }),
  }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: {
        text: '<?xml version="1.0"?>\n<catalog>\n <release id="JNR165.8">\n  <artist>Surfer &amp; Blood</artist>\n </release>\n <x/>\n</catalog>',
      },
      output: { output: { release: [{ $: { id: 'JNR165.8' }, artist: ['Surfer & Blood'] }], x: [''] } },
    },
    {
      title: 'options',
      input: {
        text: '<A n="1"> a\n <![CDATA[<b>]]><C/></A>',
        attributesKey: '@',
        textKey: '#',
        collapse: true,
        lowerCaseTags: true,
        includeRoot: true,
        lists: false,
      },
      output: { output: { a: { '@': { n: '1' }, '#': 'a <b>', c: '' } } },
    },
    {
      title: 'text alone',
      input: { text: '<a>b</a>' },
      output: { output: { _: 'b' } },
    },
  ],
  failures: [
    { input: {}, code: 'xml_invalid' },
    { input: { text: '<a><b></a>' }, code: 'xml_invalid' },
    { input: { text: '<a>&nbsp;</a>' }, code: 'xml_invalid' },
    { input: { text: '<a x="1" x="2"/>' }, code: 'xml_invalid' },
    { input: { text: '<a/><b/>' }, code: 'xml_invalid' },
    { input: { text: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }, code: 'xml_invalid' },
    { input: { text: '<a>'.repeat(201) }, code: 'xml_too_large' },
  ],
  run({ text, includeRoot, ...options }) {
    const { name, value } = readXml(text, options)
    if (includeRoot) return { output: Object.fromEntries([[name, value]]) }
    return {
      output: typeof value === 'string' ? Object.fromEntries([[options.textKey, value]]) : toObject(value),
    }
  },
})

function toObject(value: ReturnType<typeof readXml>['value']) {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
}
