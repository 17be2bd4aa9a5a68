import { anyJson, defineCard, InputError, z, type Json } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const parse = defineCard({
  id: 'json.parse',
  title: 'Parse',
  description:
    'The value that a JSON text stands for. Empty text is null; anything else that is not JSON is an error.',
  standsFor: ['okta-workflows:json.parse'],
  input: z.object({ text: textField('JSON text') }),
  output: z.object({ output: anyJson }),
  examples: [
    { input: { text: '{"id":"00u1","groups":[1]}' }, output: { output: { id: '00u1', groups: [1] } } },
    { title: 'a list', input: { text: '[]' }, output: { output: [] } },
    { title: 'no text', input: {}, output: { output: null } },
  ],
  failures: [{ input: { text: '{"id":' }, code: 'json_invalid' }],
  run: ({ text }) => ({ output: text.trim() === '' ? null : parseJson(text) }),
})

function parseJson(text: string): Json {
  try {
    const value: Json = JSON.parse(text)
    return value
  } catch (cause) {
    throw new InputError(`The text is not JSON: it begins with "${text.slice(0, 40)}".`, {
      code: 'json_invalid',
      cause,
    })
  }
}
