import { anyObject, defineCard, z } from '@keyway/sdk'
import { objectListField } from '../fields.ts'
import { mergeObjects } from '../merge-objects.ts'

export const collapse = defineCard({
  id: 'list.collapse',
  title: 'Collapse',
  description:
    'One object of all the objects in a list. Of equal keys the later one wins; nested objects do not mix.',
  standsFor: ['okta-workflows:list.collapse'],
  input: z.object({ list: objectListField('List') }),
  output: z.object({ output: anyObject }),
  examples: [
    { input: { list: [{ a: 1, b: 1 }, { b: 2 }] }, output: { output: { a: 1, b: 2 } } },
    { title: 'a null object', input: { list: [null, { a: 1 }] }, output: { output: { a: 1 } } },
    { title: 'no list', input: {}, output: { output: {} } },
  ],
  run: ({ list }) => ({ output: mergeObjects(list) }),
})
