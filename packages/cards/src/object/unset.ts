import { anyObject, defineCard, z } from '@keyway/sdk'
import { objectField, pathField } from '../fields.ts'
import { withoutPath } from '../object-path.ts'

export const unset = defineCard({
  id: 'object.unset',
  title: 'Unset',
  description:
    'A copy of an object without the key at a path. In a list, the item goes and the others move up.',
  standsFor: ['okta-workflows:object.unset'],
  input: z.object({ object: objectField('Object'), path: pathField('Path') }),
  output: z.object({ output: anyObject }),
  examples: [
    { input: { object: { a: 1, b: 2 }, path: 'a' }, output: { output: { b: 2 } } },
    { input: { object: { a: { b: 1, c: 2 } }, path: 'a.b' }, output: { output: { a: { c: 2 } } } },
    {
      title: 'in a list',
      input: { object: { a: ['x', 'y'] }, path: 'a.0' },
      output: { output: { a: ['y'] } },
    },
    { title: 'not there', input: { object: { a: 1 }, path: 'b.c' }, output: { output: { a: 1 } } },
    { title: 'no object', input: { path: 'a' }, output: { output: {} } },
  ],
  run: ({ object, path }) => ({ output: withoutPath(object, path) }),
})
