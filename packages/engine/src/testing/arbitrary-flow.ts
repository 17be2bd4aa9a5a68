import fc from 'fast-check'
import type { Json } from '@keyway/sdk'
import type { Condition, Flow, Step, Trigger } from '../flow/document.ts'
import { mapSteps } from '../flow/walk.ts'

// Texts that YAML reads as something else when they are written plainly, and plain ones.
const text = fc.oneof(
  fc.constantFrom(
    'plain words',
    '{{ trigger.n }}',
    'true',
    'null',
    '12',
    '1e3',
    '~',
    '',
    ' padded ',
    '# no comment',
    'a: b',
    '- item',
    'two\nlines\n',
    'a, [b], {c}',
    '"quoted"',
    "it's",
    '&anchor',
    '*alias',
    '!tag',
    '%',
    'tab\there',
    'long '.repeat(30).trim(),
    '2026-11-21',
    '\u{1F511} key',
    'trailing\n\n',
    '  indented\n    more\n',
    ` begins with a blank ${'and is long '.repeat(12)}\n\n`,
    `${'long '.repeat(40)}\n begins with a blank\n`,
  ),
  fc.string({ maxLength: 20 }),
)

const key = fc.oneof(
  fc.constantFrom('text', 'user', 'Last Name', 'a.b', '__proto', 'on', 'x: y', '#', '1', 'emptyish'),
  fc.stringMatching(/^[a-z]{1,8}$/),
)

const value: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.integer(),
    fc.constantFrom<Json>(0.5, true, false, null, [], {}),
    fc.constant<Json>({ ref: 'trigger.n' }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value

const values = fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true })

const condition: fc.Arbitrary<Condition> = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ value, is: fc.constantFrom('equal to' as const, 'contains' as const), to: value }),
    fc.record({ field: fc.constantFrom('n', 'severity'), is: fc.constant('is not empty' as const) }),
    fc.record({ okta: fc.constantFrom("event.actor.id eq 'a'", 'event.actor.id =') }),
    fc.record({ all: fc.array(tie('condition'), { maxLength: 2 }) }),
    fc.record({ any: fc.array(tie('condition'), { maxLength: 2 }) }),
  ) as fc.Arbitrary<Condition>,
})).condition

const id = fc.constant('x')
const title = fc.constantFrom('Send', 'Look up')

const { step: stepArbitrary, steps: stepsArbitrary } = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { maxLength: 4 }),
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ id, use: fc.constantFrom('text.compose', 'test.write', 'test.chance'), with: values }),
    fc.record({ id, use: fc.constant('test.read'), title }),
    fc.record({ note: text }),
    fc.record({ wait: fc.record({ seconds: fc.integer({ min: 1, max: 9 }) }) }),
    fc.record({ return: values }),
    fc.record({ continueIf: condition, message: text }, { requiredKeys: ['continueIf'] }),
    fc.record(
      { fail: fc.record({ message: text, details: values }), when: condition },
      { requiredKeys: ['fail'] },
    ),
    fc.record({ respond: fc.record({ status: fc.integer({ min: 200, max: 599 }), body: value }) }),
    fc.record({ id, call: fc.constantFrom('helper', 'other'), with: values }),
    fc.record(
      { id, forEach: value, collect: value, do: tie('steps') },
      { requiredKeys: ['id', 'forEach', 'do'] },
    ),
    fc.record({ id, repeat: fc.integer({ min: 0, max: 5 }), do: tie('steps') }),
    fc.record(
      {
        id,
        stream: fc.record(
          { use: fc.constant('test.list'), with: values, pageSize: fc.integer({ min: 1, max: 9 }) },
          { requiredKeys: ['use'] },
        ),
        keep: condition,
        concurrency: fc.integer({ min: 1, max: 3 }),
        do: tie('steps'),
      },
      { requiredKeys: ['id', 'stream', 'do'] },
    ),
    fc.record(
      {
        switch: value,
        cases: fc.array(fc.record({ is: value, do: tie('steps') }), { minLength: 1, maxLength: 2 }),
        else: tie('steps'),
      },
      { requiredKeys: ['switch', 'cases'] },
    ),
    fc.record({
      id,
      wait: fc.oneof(
        fc.record({ approval: fc.record({ question: text, withinSeconds: fc.nat() }) }),
        fc.record({
          answer: fc.record({ question: text, fields: fc.constant([{ key: 'why', required: true }]) }),
        }),
      ),
    }),
    fc.record({ id, try: tie('steps'), catch: tie('steps') }),
    fc.record(
      {
        if: condition,
        then: tie('steps'),
        elseIf: fc.array(fc.record({ if: condition, then: tie('steps') }), { maxLength: 2 }),
        else: tie('steps'),
      },
      { requiredKeys: ['if', 'then'] },
    ),
  ) as fc.Arbitrary<Step>,
}))

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.constant<Trigger>({ manual: true }),
  fc.record({ event: fc.constantFrom('test.event', 'okta.event'), when: condition }),
  fc.record({
    helper: fc.constant(true as const),
    inputs: fc.array(fc.record({ key: fc.constantFrom('n', 'user'), default: value }), { maxLength: 2 }),
  }),
  fc.constant<Trigger>({ schedule: { cron: '0 9 * * *', timeZone: 'Europe/Berlin' } }),
)

/** Flow documents out of every kind of step, with values that are hard to write as YAML. Ids are unique. */
export const arbitraryFlow: fc.Arbitrary<Flow> = fc
  .record(
    {
      keyway: fc.constant(1 as const),
      name: text.filter((name) => name !== ''),
      description: text,
      trigger,
      saveData: fc.boolean(),
      order: fc.oneof(
        fc.constantFrom('unordered' as const, { by: 'subject' as const }),
        fc.record({
          by: fc.constantFrom('flow' as const, { ref: 'trigger.actor.id' }),
          atOnce: fc.integer({ min: 1, max: 1000 }),
          queue: fc.record({
            most: fc.nat(100),
            whenFull: fc.constantFrom('cancel newest', 'cancel oldest'),
          }),
        }),
      ),
      steps: stepsArbitrary,
    },
    { requiredKeys: ['keyway', 'name', 'trigger', 'steps'] },
  )
  .map(withUniqueIds)

/** A flow, and what an author made of it: steps inserted, removed, moved, copied and changed. */
export const arbitraryChange: fc.Arbitrary<{ before: Flow; after: Flow }> = fc
  .record({
    before: arbitraryFlow,
    name: fc.option(
      text.filter((name) => name !== ''),
      { nil: undefined },
    ),
    trigger: fc.option(trigger, { nil: undefined }),
    edits: fc.array(
      fc.record({
        kind: fc.constantFrom(
          'insert' as const,
          'remove' as const,
          'move' as const,
          'retitle' as const,
          'with' as const,
        ),
        lane: fc.nat(),
        from: fc.nat(),
        to: fc.nat(),
        step: stepArbitrary,
        value,
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ before, edits, ...settings }) => {
    let number = 0
    const after = structuredClone(before)
    for (const edit of edits) {
      const lanes = lanesIn(after.steps)
      const lane = lanes[edit.lane % lanes.length] ?? after.steps
      const at = edit.from % Math.max(lane.length, 1)
      const found = lane[at]
      if (edit.kind === 'insert') {
        number += 1
        lane.splice(at, 0, ...renameIds([structuredClone(edit.step)], `new${number}_`))
      } else if (found === undefined) continue
      else if (edit.kind === 'remove') lane.splice(at, 1)
      else if (edit.kind === 'retitle') found.title = `Title ${edit.to}`
      else if (edit.kind === 'with') {
        if ('use' in found) found.with = { ...found.with, text: edit.value }
        if ('continueIf' in found) found.message = edit.value
      } else {
        lane.splice(at, 1)
        const targets = lanesIn(after.steps)
        const target = targets[edit.to % targets.length] ?? after.steps
        target.splice(edit.to % (target.length + 1), 0, found)
      }
    }
    if (settings.name !== undefined) after.name = settings.name
    if (settings.trigger !== undefined) after.trigger = settings.trigger
    return { before, after }
  })

function lanesIn(steps: Step[]): Step[][] {
  const inner = steps.flatMap((step) => {
    if ('if' in step) {
      return [
        step.then,
        ...(step.elseIf ?? []).map((branch) => branch.then),
        ...(step.else === undefined ? [] : [step.else]),
      ]
    }
    if ('switch' in step) return [...step.cases.map((branch) => branch.do), ...(step.else ? [step.else] : [])]
    if ('try' in step) return [step.try, step.catch]
    return 'do' in step ? [step.do] : []
  })
  return [steps, ...inner.flatMap(lanesIn)]
}

function withUniqueIds(flow: Flow): Flow {
  return { ...flow, steps: renameIds(flow.steps, 's') }
}

function renameIds(steps: Step[], prefix: string): Step[] {
  let next = 0
  return mapSteps(steps, (step) => {
    if (step.id === undefined) return step
    next += 1
    return { ...step, id: `${prefix}${next}` }
  })
}
