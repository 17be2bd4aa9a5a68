import type { Flow, Step } from './run-flow.ts'

/** Seven times these ten: text, lists, objects, numbers, dates and JSON, each with what the ones before it gave. */
function tenCards(part: number): Step[] {
  const id = (name: string): string => `${name}${part}`
  const ref = (name: string, output: string): { ref: string } => ({ ref: `${id(name)}.${output}` })
  return [
    { id: id('name'), use: 'text.compose', with: { text: '{{ trigger.inputs.name }} of part ' + part } },
    { id: id('upper'), use: 'text.to_upper_case', with: { text: ref('name', 'output') } },
    { id: id('words'), use: 'text.split', with: { text: ref('upper', 'output'), separator: ' ' } },
    { id: id('count'), use: 'list.length', with: { list: ref('words', 'output') } },
    { id: id('sum'), use: 'number.add', with: { numbers: [ref('count', 'length'), part, 0.5] } },
    {
      id: id('user'),
      use: 'object.construct',
      with: {
        fields: { login: ref('name', 'output'), sum: ref('sum', 'output'), words: ref('words', 'output') },
      },
    },
    { id: id('json'), use: 'json.stringify', with: { value: ref('user', 'output') } },
    { id: id('again'), use: 'json.parse', with: { text: ref('json', 'output') } },
    { id: id('login'), use: 'object.get', with: { object: ref('again', 'output'), path: 'login' } },
    {
      id: id('later'),
      use: 'date.add',
      with: { date: { ref: 'execution.startedAt' }, amount: part, unit: 'days' },
    },
  ]
}

export const seventyCards = 70

/** An endpoint whose flow runs seventy function cards and then answers 204. */
export const seventyCardsFlow: Flow = {
  keyway: 1,
  name: 'Bench: seventy cards',
  trigger: {
    endpoint: { security: 'public', callsPerSecond: 10_000 },
    inputs: [{ key: 'name', in: 'body', type: 'text', default: 'Ada' }],
  },
  steps: [
    ...Array.from({ length: seventyCards / 10 }, (_, part) => tenCards(part)).flat(),
    { respond: { status: 204 } },
  ],
}
