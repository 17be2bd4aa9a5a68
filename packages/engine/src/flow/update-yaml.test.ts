import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryChange, arbitraryFlow } from '../testing/arbitrary-flow.ts'
import type { CardStep, Flow, Step } from './document.ts'
import { canonicalText } from './match-steps.ts'
import { parseFlow } from './schema.ts'
import { updateFlowYaml } from './update-yaml.ts'
import { parseFlowYaml, printFlowYaml } from './yaml.ts'

const text = `# Breached passwords
keyway: 1
name:   Breached password   # shown in the list
trigger:
    event: test.event
    when: { all: [ { field: severity, is: one of, value: [WARN, "ERROR"] } ] }   # only these

steps:
  # Says hello
  - { id: text, use: text.compose, with: { text: "Hello {{ trigger.name }}" } }

  # Tells them
  - id: send # by write
    use: test.write
    with:
      # who
      to: '#security'
      body: |
        First line
          second line
  - return: {}
# the end
`

/** The text after a change of the document it holds. */
function edited(source: string, edit: (flow: Flow) => void): string {
  const flow = parseFlowYaml(source)
  edit(flow)
  const result = updateFlowYaml(source, flow)
  expect(parseFlowYaml(result)).toEqual(flow)
  return result
}
const card = (flow: Flow, at: number): CardStep => flow.steps[at] as CardStep

test('a changed value is changed where it stands; nothing else moves', () => {
  expect(edited(text, () => {})).toBe(text)
  expect(edited(text, (flow) => (flow.name = 'Leaked password'))).toBe(
    text.replace('Breached password   #', 'Leaked password   #'),
  )
  expect(edited(text, (flow) => (card(flow, 1).with = { ...card(flow, 1).with, to: '#it' }))).toBe(
    text.replace("'#security'", "'#it'"),
  )
  expect(edited(text, (flow) => (card(flow, 0).with = { text: 'Bye, all' }))).toBe(
    text.replace('"Hello {{ trigger.name }}"', '"Bye, all"'),
  )
  const trigger = {
    event: 'test.event',
    when: { all: [{ field: 'severity', is: 'one of', value: ['ERROR', 'x'] }] },
  }
  expect(edited(text, (flow) => (flow.trigger = trigger as Flow['trigger']))).toBe(
    text.replace('[WARN, "ERROR"]', '["ERROR", x]'),
  )
})

test('steps come and go with their comments, and the others keep theirs', () => {
  const added = edited(text, (flow) => flow.steps.splice(1, 0, { note: 'new' }))
  expect(added).toBe(text.replace('} }\n\n  # Tells', '} }\n  - note: new\n\n  # Tells'))
  const removed = edited(text, (flow) => flow.steps.splice(0, 1))
  expect(removed).toBe(text.replace(/ {2}# Says hello\n.*\n/, ''))
  const moved = edited(text, (flow) => flow.steps.reverse())
  expect(moved).toContain('  # Says hello\n  - { id: text')
  expect(moved).toContain('  # Tells them\n  - id: send # by write\n')
  expect(moved).toContain('# the end\n')
})

test('keys come and go', () => {
  expect(edited(text, (flow) => (flow.saveData = false))).toBe(
    `${text.replace('# the end\n', '')}saveData: false\n# the end\n`,
  )
  expect(edited(text, (flow) => (card(flow, 1).title = 'Tell'))).toContain('    title: Tell\n')
  expect(edited(text, (flow) => (card(flow, 1).with = { body: 'First line\n  second line\n' }))).toBe(
    text.replace(/ {6}# who\n.*\n/, ''),
  )
  expect(edited(text, (flow) => (flow.steps[2] = { return: { n: 1, m: [] } }))).toContain(
    '- return:\n      n: 1\n      m: []\n',
  )
  expect(edited(text, (flow) => (card(flow, 0).with = { text: 'a', more: 'b, c' }))).toContain(
    'with: { text: "a", more: "b, c" } }',
  )
})

test.each([
  ['no line at the end', text.trimEnd().replace('\n# the end', '')],
  ['lines of Windows', text.replaceAll('\n', '\r\n')],
  ['JSON', JSON.stringify(parseFlowYaml(text))],
  ['indented JSON', JSON.stringify(parseFlowYaml(text), null, 4)],
])('%s', (_name, source) => {
  const result = edited(source, (flow) => {
    flow.name = 'Other'
    flow.steps.push({ note: 'last' })
    flow.saveData = true
  })
  expect(result.includes('\r\n')).toBe(source.includes('\r\n'))
  expect(result.replaceAll('\r\n', '').includes('\n')).toBe(/[^\r]\n/.test(source))
})

test('values that share an anchor are told apart, though that costs the writing', () => {
  const shared =
    'keyway: 1\nname: x\ntrigger: { manual: true }\nsteps:\n  - return: &r { a: 1 }\n  - return: *r\n'
  expect(edited(shared, (flow) => (flow.name = 'y'))).toBe(shared.replace('name: x', 'name: y'))
  edited(shared, (flow) => (flow.steps[1] = { return: { a: 2 } }))
  edited(shared, (flow) => (flow.steps[0] = { return: { a: 2 } }))
})

test('a text that is no YAML is refused', () => {
  expect(() => updateFlowYaml('a: [', parseFlowYaml(text))).toThrow(/YAML cannot be read/)
})

test('what is printed reads as the flow', () => {
  fc.assert(
    fc.property(arbitraryFlow, (flow) => {
      expect(parseFlowYaml(printFlowYaml(flow))).toEqual(flow)
    }),
    { numRuns: 1000 },
  )
})

test('an unchanged flow leaves any text as it is', () => {
  fc.assert(
    fc.property(arbitraryFlow, fc.boolean(), (flow, asJson) => {
      const source = asJson ? JSON.stringify(flow, null, 2) : printFlowYaml(flow)
      expect(updateFlowYaml(source, flow)).toBe(source)
    }),
  )
})

test('the text always reads as the flow, and unchanged steps keep their comments', () => {
  fc.assert(
    fc.property(arbitraryChange, ({ before, after }) => {
      const source = commented(before)
      expect(parseFlow(before)).toEqual(parseFlowYaml(source))
      const result = updateFlowYaml(source, after)
      expect(parseFlowYaml(result)).toEqual(after)
      const left = new Set(after.steps.map(canonicalText))
      for (const [at, step] of before.steps.entries()) {
        const isOnly =
          before.steps.filter((other) => canonicalText(other) === canonicalText(step)).length === 1
        if (isOnly && left.has(canonicalText(step)) && before.steps.length > 1)
          expect(result).toContain(`# comment ${at}\n`)
      }
      expect(result.startsWith('# head\n')).toBe(true)
    }),
    { numRuns: 200 },
  )
})

/** Prints a flow with a comment above each of its own steps. */
function commented(flow: Flow): string {
  if (flow.steps.length === 0) return `# head\n${printFlowYaml(flow)}`
  const { steps: _, ...rest } = flow
  const steps = flow.steps.map(
    (step: Step, at) =>
      `  # comment ${at}\n${printFlowYaml([step] as unknown as Flow).replaceAll(/^(?=.)/gm, '  ')}`,
  )
  return `# head\n${printFlowYaml(rest as Flow)}steps:\n${steps.join('')}`
}
