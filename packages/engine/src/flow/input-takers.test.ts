import { expect, test } from 'vitest'
import type { Flow } from './document.ts'
import { findInputTakers } from './input-takers.ts'

const flow: Flow = {
  keyway: 1,
  name: 'Move',
  trigger: { manual: true, inputs: [{ key: 'user' }, { key: 'group' }, { key: 'note' }] },
  steps: [
    {
      id: 'add',
      use: 'okta.add_user_to_group',
      connection: 'org',
      with: { user: { ref: 'trigger.user' }, group: '{{ trigger.group }}' },
    },
    {
      if: { all: [{ value: 1, is: 'equal to', to: 1 }] },
      then: [
        {
          id: 'new',
          use: 'okta.create_user',
          connection: 'org',
          with: { groups: [{ ref: 'trigger.group' }], profile: { note: { ref: 'trigger.note' } } },
        },
      ],
    },
    { id: 'text', use: 'text.compose', with: { text: 'About {{ trigger.user }}' } },
    {
      id: 'members',
      stream: {
        use: 'okta.list_group_members',
        connection: 'org',
        with: { group: { ref: 'trigger.group' } },
      },
      do: [{ return: {} }],
    },
    { id: 'data', use: 'text.compose', with: { text: { const: { ref: 'trigger.user' } } } },
  ],
}

test('inputs are followed to the fields that take them as they are', () => {
  expect(findInputTakers(flow).map(({ input, use, field }) => `${input} ${use}.${field}`)).toEqual([
    'user okta.add_user_to_group.user',
    'group okta.add_user_to_group.group',
    'group okta.create_user.groups',
    'group okta.list_group_members.group',
  ])
})
