import { anyObject, defineCard, getPath, setPath, z } from '@keyway/sdk'
import { objectField, pathField } from '../fields.ts'
import { hasPath, withoutPath } from '../object-path.ts'

export const move = defineCard({
  id: 'object.move',
  title: 'Move',
  description:
    'A copy of an object with a value under another key or path: renames. Without a value there, nothing changes.',
  standsFor: ['okta-workflows:object.move'],
  input: z.object({
    object: objectField('Object'),
    source: pathField('Source'),
    destination: pathField('Destination'),
  }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { object: { one: 'hello', two: 'goodbye' }, source: 'one', destination: 'three' },
      output: { output: { two: 'goodbye', three: 'hello' } },
    },
    {
      title: 'out of a nested object',
      input: { object: { profile: { login: 'ada' } }, source: 'profile.login', destination: 'login' },
      output: { output: { profile: {}, login: 'ada' } },
    },
    {
      title: 'not there',
      input: { object: { a: 1 }, source: 'b', destination: 'c' },
      output: { output: { a: 1 } },
    },
    {
      title: 'to where it is',
      input: { object: { a: 1 }, source: 'a', destination: 'a' },
      output: { output: { a: 1 } },
    },
  ],
  failures: [{ input: { object: { a: 1 }, source: 'a' }, code: 'path_invalid' }],
  run({ object, source, destination }) {
    if (!hasPath(object, source)) return { output: object }
    return { output: setPath(withoutPath(object, source), destination, getPath(object, source)) }
  },
})
