import { anyJson, defineCard, getPath, z } from '@keyway/sdk'
import { pathField, structureField } from '../fields.ts'

export const get = defineCard({
  id: 'object.get',
  title: 'Get',
  description:
    'The value at a path of an object; null when there is none. Numbers in the path count in lists, from 0.',
  standsFor: ['okta-workflows:object.get'],
  input: z.object({ object: structureField('Object'), path: pathField('Path') }),
  output: z.object({ output: anyJson }),
  examples: [
    { input: { object: { result: [{ id: 'x' }] }, path: 'result.0.id' }, output: { output: 'x' } },
    { title: 'a key with a dot', input: { object: { 'a.b': 1 }, path: 'a.b' }, output: { output: 1 } },
    { title: 'a list', input: { object: [{ type: 'sms' }], path: '0.type' }, output: { output: 'sms' } },
    { title: 'missing path', input: { object: { a: 1 }, path: 'a.b.c' }, output: { output: null } },
    { title: 'no object', input: { path: 'constructor' }, output: { output: null } },
  ],
  run: ({ object, path }) => ({ output: getPath(object, path) }),
})
