import { defineCard, z } from '@keyway/sdk'
import { hasPath } from '../object-path.ts'
import { objectField, pathField } from '../fields.ts'

export const hasKey = defineCard({
  id: 'object.has_key',
  title: 'Has Key',
  description: 'Whether an object has a key, or something at a path, even if it is null.',
  input: z.object({ object: objectField('Object'), path: pathField('Key or path') }),
  output: z.object({ result: z.boolean() }),
  examples: [
    { input: { object: { a: null }, path: 'a' }, output: { result: true } },
    { input: { object: { a: { b: [1] } }, path: 'a.b.0' }, output: { result: true } },
    { input: { object: { 'a.b': 1 }, path: 'a.b' }, output: { result: true } },
    { title: 'not inherited', input: { object: {}, path: 'constructor' }, output: { result: false } },
    { title: 'no object', input: { path: 'a' }, output: { result: false } },
  ],
  run: ({ object, path }) => ({ result: hasPath(object, path) }),
})
