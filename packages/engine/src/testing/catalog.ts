import {
  anyJson,
  anyObject,
  createCatalog,
  defineAction,
  defineCard,
  defineConnector,
  z,
  type Catalog,
} from '@keyway/sdk'

/** A few cards and actions for tests of the interpreter: real declarations, nothing that touches the world. */
export function testCatalog(): Catalog {
  const compose = defineCard({
    id: 'text.compose',
    title: 'Compose',
    description: 'Gives the text.',
    input: z.object({ text: z.string() }),
    output: z.object({ output: z.string() }),
    examples: [],
    run: ({ text }) => ({ output: text }),
  })
  const echo = defineCard({
    id: 'test.echo',
    title: 'Echo',
    description: 'Gives its values.',
    input: z.object({ values: anyObject.default({}) }),
    output: anyObject,
    examples: [],
    run: ({ values }) => values,
  })
  const length = defineCard({
    id: 'list.length',
    title: 'Length',
    description: 'Counts.',
    input: z.object({ list: z.array(anyJson).default([]) }),
    output: z.object({ length: z.number() }),
    examples: [],
    run: ({ list }) => ({ length: list.length }),
  })
  const chance = defineCard({
    id: 'test.chance',
    title: 'Chance',
    description: 'Gives the time and a random number.',
    input: z.object({}),
    output: z.object({ now: z.number(), random: z.number() }),
    examples: [],
    run: (_, { now, random }) => ({ now, random: random() }),
  })
  const work = (effect: 'read' | 'write') =>
    defineAction({
      id: `test.${effect}`,
      title: effect,
      description: 'Answered by the test.',
      effect,
      input: z.object({ value: anyJson.optional() }),
      output: anyJson,
      run: () => Promise.resolve(null),
    })
  const list = defineAction({
    id: 'test.list',
    title: 'List',
    description: 'Answered by the test, page by page.',
    effect: 'read',
    input: z.object({ of: anyJson.optional() }),
    output: anyJson,
    run: () => Promise.resolve(null),
    readPage: () => Promise.resolve({ items: [], next: null }),
  })
  const connector = defineConnector({
    id: 'test',
    title: 'Test',
    description: 'Actions that tests answer.',
    connection: z.object({}),
    actions: [work('read'), work('write'), list],
    events: [{ id: 'test.event', title: 'Event', description: 'Any.', types: [] }],
  })
  return createCatalog({ cards: [compose, echo, length, chance], connectors: [connector] })
}
