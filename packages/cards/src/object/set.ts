import { anyObject, defineCard, setPath, z } from '@keyway/sdk'
import { anyField, objectField, pathField } from '../fields.ts'

export const set = defineCard({
  id: 'object.set',
  title: 'Set',
  description: 'A copy of an object with a value written at a path. Missing parts of the path are created.',
  standsFor: ['okta-workflows:object.set'],
  input: z.object({ object: objectField('Object'), path: pathField('Path'), value: anyField('Value') }),
  output: z.object({ output: anyObject }),
  examples: [
    { input: { object: { a: 1 }, path: 'b.c', value: 2 }, output: { output: { a: 1, b: { c: 2 } } } },
    { input: { object: { a: [1, 2] }, path: 'a.0', value: 9 }, output: { output: { a: [9, 2] } } },
    { title: 'no object', input: { path: 'a', value: 1 }, output: { output: { a: 1 } } },
  ],
  failures: [
    { input: { object: {}, value: 1 }, code: 'path_invalid' },
    { input: { object: { a: [] }, path: 'a.b', value: 1 }, code: 'path_invalid' },
  ],
  run: ({ object, path, value }) => ({ output: setPath(object, path, value) }),
})
