import { anyObject, defineCard, z } from '@keyway/sdk'
import { objectListField } from '../fields.ts'
import { mergeObjects } from '../merge-objects.ts'

export const merge = defineCard({
  id: 'object.merge',
  title: 'Merge',
  description: 'One object of several. Of equal keys the later one wins; nested objects do not mix.',
  standsFor: ['okta-workflows:object.merge'],
  input: z.object({ objects: objectListField('Objects') }),
  output: z.object({ output: anyObject }),
  examples: [
    { input: { objects: [{ a: 1, b: 1 }, { b: 2 }] }, output: { output: { a: 1, b: 2 } } },
    {
      title: 'nested objects are replaced',
      input: { objects: [{ p: { x: 1 } }, { p: { y: 2 } }] },
      output: { output: { p: { y: 2 } } },
    },
    { title: 'a null object', input: { objects: [null, { a: 1 }] }, output: { output: { a: 1 } } },
    { title: 'no objects', input: {}, output: { output: {} } },
  ],
  run: ({ objects }) => ({ output: mergeObjects(objects) }),
})
