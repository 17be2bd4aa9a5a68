import { defineCard, getPath, InputError, z, type Json } from '@keyway/sdk'
import { namedOutputs, objectField, structureField } from '../fields.ts'

export const getMultiple = defineCard({
  id: 'object.get_multiple',
  title: 'Get Multiple',
  description: 'Values at several paths of an object. Each name becomes an output; missing values are null.',
  standsFor: ['okta-workflows:object.pick'],
  input: z.object({ object: structureField('Object'), paths: objectField('Paths by output') }),
  output: namedOutputs,
  examples: [
    {
      input: {
        object: { id: '00u1', profile: { login: 'ada' } },
        paths: { id: 'id', login: 'profile.login' },
      },
      output: { id: '00u1', login: 'ada' },
    },
    {
      title: 'missing path',
      input: { object: { a: 1 }, paths: { b: 'b', c: 'a.c' } },
      output: { b: null, c: null },
    },
    { title: 'no object', input: { paths: { id: 'id' } }, output: { id: null } },
    { title: 'no paths', input: { object: { a: 1 } }, output: {} },
  ],
  failures: [{ input: { object: {}, paths: { id: 5 } }, code: 'input_invalid' }],
  run: ({ object, paths }) =>
    Object.fromEntries(
      Object.entries(paths).map(([name, path]) => [name, getPath(object, toPath(name, path))]),
    ),
})

function toPath(name: string, path: Json): string {
  if (typeof path === 'string') return path
  throw new InputError(`The path of the output "${name}" must be text, such as "profile.login".`)
}
