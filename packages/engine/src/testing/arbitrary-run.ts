import { isJsonObject, type Json } from '@keyway/sdk'
import fc from 'fast-check'
import type { Step } from '../flow/document.ts'
import { parseFlow } from '../flow/schema.ts'
import { mapSteps } from '../flow/walk.ts'
import { compileFlow } from '../interpreter/compile.ts'
import type { Program } from '../interpreter/program.ts'
import { testCatalog } from './catalog.ts'
import type { Answer, Open } from './drive.ts'

const catalog = testCatalog()

/** A flow that can run, and a world that answers it: the same question gets the same answer, whenever it is asked. */
export interface ArbitraryRun {
  steps: Step[]
  program: Program
  trigger: Json
  answer: Answer
}

const smaller = { depthSize: 'small', withCrossShrink: true } as const

/**
 * What a step is given: `@` stands for a reference to the turn around it, so that steps in turns differ from turn to
 * turn.
 */
const given = fc.constantFrom<Json>(1, 'a', '{{ trigger.n }}', { ref: '@' }, { deep: [{ ref: '@' }] })
const test = fc.constantFrom(
  { value: { ref: '@' }, is: 'greater than' as const, to: 1 },
  { field: 'n', is: 'equal to' as const, to: 1 },
  { all: [] },
)
const id = fc.constant('x')
const gather = fc.constantFrom<object>(
  {},
  { collect: { ref: '@' } },
  { keep: { value: { ref: '@' }, is: 'greater than', to: 0 } },
)
const inOrder = fc.constantFrom<object>(
  { first: { value: { ref: '@' }, is: 'greater than', to: 0 } },
  { memo: 'start', next: '{{ @ }}+' },
)

/** What a loop does with its turns. */
interface Body {
  onItemError: 'ignore'
  do: Step[]
}

interface Parts {
  steps: Step[]
  step: Step
  inner: Step[]
  innerStep: Step
  body: Body
}

/**
 * Flows out of every kind of step. In turns that run at the same time no step ends the flow and no error leaves the
 * turn: which of two would be first is for the world to say.
 */
const flows: fc.Arbitrary<Step[]> = fc.letrec<Parts>((tie: fc.LetrecTypedTie<Parts>) => {
  const withLanes = (lane: fc.Arbitrary<Step[]>): fc.Arbitrary<unknown>[] => [
    fc.record({ id, try: lane, catch: lane }),
    fc.record({ if: test, then: lane, elseIf: fc.constant([]), else: lane }),
    fc.record({
      switch: fc.constant<Json>({ ref: '@' }),
      cases: fc.array(fc.record({ is: fc.constantFrom<Json>(0, [1, 2], 'a'), do: lane }), {
        minLength: 1,
        maxLength: 2,
      }),
      else: lane,
    }),
    fc.record({ id, repeat: fc.integer({ min: 0, max: 3 }), do: lane }),
    // Turns that run at the same time.
    fc.tuple(fc.integer({ min: 1, max: 4 }), tie('body'), gather).map(([concurrency, body, more]) => ({
      id: 'x',
      forEach: [2, 0, 1, 3],
      concurrency,
      ...body,
      ...more,
    })),
    fc.tuple(fc.integer({ min: 1, max: 3 }), tie('body'), gather).map(([concurrency, body, more]) => ({
      id: 'x',
      stream: { use: 'test.list', with: { of: { ref: '@' } }, pageSize: 2 },
      concurrency,
      ...body,
      ...more,
    })),
    // One after the other.
    fc.tuple(lane, inOrder).map(([steps, more]) => ({ id: 'x', forEach: [0, 2, 1], do: steps, ...more })),
  ]
  const plain: fc.Arbitrary<unknown>[] = [
    fc.record({ id, use: fc.constantFrom('test.write', 'test.read'), with: fc.record({ value: given }) }),
    fc.record({
      id,
      use: fc.constant('test.echo'),
      with: fc.record({ values: fc.record({ value: given }) }),
    }),
    fc.constant({ id: 'x', use: 'list.length', with: { list: { ref: '@' } } }),
    fc.record({ id, call: fc.constant('helper'), with: fc.record({ value: given }) }),
    fc.constant({ id: 'x', call: 'helper', with: { value: 1 }, async: true }),
    fc.constant({ wait: { seconds: 1 } }),
    fc.record({ id, wait: fc.record({ approval: fc.record({ question: fc.constant('{{ @ }}?') }) }) }),
    fc.record({ fail: fc.record({ message: fc.constant('no') }), when: test }),
    fc.constant({ note: 'A note.' }),
  ]
  const steps = (tied: fc.Arbitrary<Step>): fc.Arbitrary<Step[]> => fc.array(tied, { maxLength: 3 })
  return {
    steps: steps(tie('step')),
    step: fc.oneof(
      smaller,
      ...plain,
      fc.record({ continueIf: test }),
      fc.record({ return: fc.record({ early: given }) }),
      fc.constant({ respond: { status: 200 }, then: 'continue' }),
      ...withLanes(tie('steps')),
    ) as fc.Arbitrary<Step>,
    inner: steps(tie('innerStep')),
    innerStep: fc.oneof(smaller, ...plain, ...withLanes(tie('inner'))) as fc.Arbitrary<Step>,
    body: fc
      .oneof(
        tie('inner'),
        fc
          .tuple(tie('inner'), tie('inner'))
          .map(([lane, handler]): Step[] => [{ id: 'x', try: lane, catch: handler }]),
      )
      .map((lane): Body => ({ onItemError: 'ignore', do: lane })),
  }
}).steps

/** Runs of random flows in random worlds, where some questions are answered by an error. */
export const arbitraryRun: fc.Arbitrary<ArbitraryRun> = fc
  .record({
    steps: flows,
    n: fc.integer({ min: 0, max: 3 }),
    mood: fc.integer({ min: 0, max: 1_000 }),
    // One in so many questions is answered by an error.
    errors: fc.constantFrom(3, 6, 1_000),
  })
  .map(({ steps, n, mood, errors }) => {
    const flow = { keyway: 1, name: 'Random', trigger: { manual: true }, steps: finish(steps) }
    const parsed = parseFlow(flow)
    const { program } = compileFlow(parsed, catalog)
    const answer: Answer = (command) => answerOf(command, { mood, errors })
    return { steps: parsed.steps, program, trigger: { n }, answer }
  })

/** Gives ids, points `@` at the turn around (or at the trigger), and returns all that the outer steps gave. */
function finish(steps: readonly Step[]): Step[] {
  let number = 0
  const named = mapSteps(structuredClone([...steps]), (step) => {
    if (step.id === undefined) return step
    number += 1
    return { ...step, id: `s${number}` }
  })
  const pointed = named.map((step) => point(step, 'trigger.n') as unknown as Step)
  const ids = named.flatMap((step) => (step.id === undefined ? [] : [step.id]))
  return [...pointed, { return: { all: ids.map((name) => ({ ref: name })) } }]
}

function point(value: unknown, around: string): Json {
  if (typeof value === 'string') return value.replaceAll('@', around)
  if (Array.isArray(value)) return value.map((item) => point(item, around))
  if (typeof value !== 'object' || value === null) return value as Json
  const isLoop = 'forEach' in value || 'stream' in value || 'repeat' in value
  const name = isLoop && 'id' in value ? String(value.id) : undefined
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const inTurn = ['do', 'collect', 'keep', 'first', 'next'].includes(key)
      return [key, point(item, name !== undefined && inTurn ? `${name}.index` : around)]
    }),
  )
}

/** The world decides by what it is asked, not by when: an error, pages, an approval, a helper's result. */
function answerOf(command: Open, { mood, errors }: { mood: number; errors: number }): ReturnType<Answer> {
  const { id: _, ...question } = command
  // When an entry came is none of the world's business.
  const asked = { ...question, until: null, expiresAt: null }
  const number = hash(`${mood} ${JSON.stringify(asked)}`)
  if (command.type !== 'sleep' && command.type !== 'ask' && number % errors === 0) return { error: 'refused' }
  switch (command.type) {
    case 'read_page': {
      const first = typeof command.cursor === 'number' ? command.cursor : 0
      const items = Array.from({ length: number % 4 }, (__, at) => first + at)
      const isLast = first > 3 || number % 3 === 0
      return { output: { items, next: isLast ? null : first + items.length + 1 } }
    }
    case 'ask':
      return { output: { status: 'approved', approved: number % 2 === 0, by: null, comment: null } }
    case 'start_child':
      return { output: isJsonObject(command.input) ? { given: command.input, number: number % 7 } : {} }
    default:
      return { output: { value: number % 7 } }
  }
}

function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  return (value ^ (value >>> 13)) >>> 0
}
