import { createCatalog, defineAction, defineConnector, field, z, type DynamicField } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { compareMembers, findMemberPlaces } from './check-members.ts'
import type { Flow, Value } from './document.ts'

const dynamicFields = { read: () => Promise.resolve([]), isWhole: true }
const catalog = createCatalog({
  cards: [],
  connectors: [
    defineConnector({
      id: 'org',
      title: 'Org',
      description: '',
      connection: z.object({}),
      actions: [
        defineAction({
          id: 'org.create',
          title: 'Create',
          description: '',
          effect: 'write',
          input: z.object({
            profile: field(z.record(z.string(), z.string()), { title: 'Profile', dynamicFields }),
            note: z.string().optional(),
          }),
          output: z.object({}),
          run: () => Promise.resolve({}),
        }),
      ],
    }),
  ],
})

const create = (id: string, profile: Value): Flow['steps'][number] => ({
  id,
  use: 'org.create',
  connection: 'mine',
  with: { profile, note: { x: 1 } },
})

test('objects that a flow writes out are found where they stand, others are left alone', () => {
  const flow: Flow = {
    keyway: 1,
    name: 'x',
    trigger: { manual: true },
    steps: [
      create('a', { ref: 'trigger.all' }),
      { try: [create('b', { city: 'Lyon' })], catch: [create('c', { const: { ref: 'text' } })] },
    ],
  }
  expect(findMemberPlaces(flow, catalog).map(({ step, members }) => [step, members])).toEqual([
    ['steps[1].try[0]', { city: 'Lyon' }],
    ['steps[1].catch[0]', { ref: 'text' }],
  ])
})

const text = { title: 'T', type: 'text', isRequired: false, isReadOnly: false } as const
const fields: DynamicField[] = [
  { ...text, name: 'login', title: 'Username', isRequired: true },
  { ...text, name: 'costCenter' },
  { ...text, name: 'level', type: 'number' },
  { ...text, name: 'made', isReadOnly: true },
  { ...text, name: 'size', choices: [{ value: 'S', label: 'Small' }] },
]
const warn = (members: Record<string, Value>, isWhole = false) =>
  compareMembers({ members, isWhole }, fields).map(({ message }) => message)

test('what the other side does not know, or knows otherwise, is said', () => {
  expect(warn({ cost_centre: 'x', made: 'x', level: '4', size: 'XL', login: 7 })).toEqual([
    '"cost_centre" is not known there. Did you mean "costCenter"?',
    '"made" is read-only there: what is given is refused or ignored.',
    '"level" is a number there; found a text.',
    '"size" takes "S" there; found "XL".',
    '"login" is a text there; found a number.',
  ])
})

test('what only the run will tell is not judged', () => {
  expect(warn({ level: { ref: 'trigger.level' }, size: '{{ trigger.size }}', costCenter: null })).toEqual([])
})

test('what is required is missed only where something is made', () => {
  expect(warn({ size: 'S' }, true)).toEqual(['"login" (Username) is required there and not given.'])
  expect(warn({ size: 'S' })).toEqual([])
})
