import { anyObject, defineCard, setPath, z, type JsonObject } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const construct = defineCard({
  id: 'object.construct',
  title: 'Construct',
  description:
    'An object of named values. A dot in a name nests (`profile.login`), a number after a dot is a position in a list.',
  standsFor: ['okta-workflows:object.construct'],
  input: z.object({ fields: objectField('Fields') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { fields: { id: 1, 'profile.login': 'ada', 'profile.email': 'ada@example.com' } },
      output: { output: { id: 1, profile: { login: 'ada', email: 'ada@example.com' } } },
    },
    {
      title: 'lists',
      input: { fields: { 'fields.0.text': 'a', 'fields.1.text': 'b' } },
      output: { output: { fields: [{ text: 'a' }, { text: 'b' }] } },
    },
    { title: 'null stays', input: { fields: { a: null } }, output: { output: { a: null } } },
    { title: 'no fields', input: {}, output: { output: {} } },
  ],
  failures: [{ input: { fields: { 'a.0': 1, 'a.name': 2 } }, code: 'path_invalid' }],
  run({ fields }) {
    let object: JsonObject = {}
    for (const [path, value] of Object.entries(fields)) object = setPath(object, path, value)
    return { output: object }
  },
})
