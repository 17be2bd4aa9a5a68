import type { Step } from './document.ts'

/** What tells kinds of steps apart, and what each is called where people read. */
const kindLabels = {
  use: 'Card',
  fail: 'Return error',
  if: 'If',
  switch: 'Switch',
  try: 'Try',
  forEach: 'For each',
  stream: 'For each of a stream',
  repeat: 'Repeat',
  call: 'Call',
  return: 'Return',
  continueIf: 'Continue If',
  respond: 'Respond',
  wait: 'Wait',
  note: 'Note',
  unsupported: 'Unsupported card',
} as const

export type StepKind = keyof typeof kindLabels

const kinds: readonly string[] = Object.keys(kindLabels)

function isKind(key: string): key is StepKind {
  return kinds.includes(key)
}

/** The kind of a step: the key that only its kind has. */
export function kindOfStep(step: Step): StepKind {
  const found = Object.keys(step).filter(isKind)
  // `fail` may stand beside `when`, `respond` beside `then`; no two of these keys stand together.
  const [kind] = found
  if (kind === undefined) throw new Error('A step without a kind cannot come out of parseFlow.')
  return kind
}

/** What a person would call a step: its title, else what it does. `slack.send_message` is "Send message". */
export function labelOfStep(step: Step): string {
  if (step.title !== undefined && step.title !== '') return step.title
  if ('use' in step) return toWords(step.use)
  if ('call' in step) return `Call "${step.call}"`
  if ('unsupported' in step) return step.unsupported.card
  return kindLabels[kindOfStep(step)]
}

function toWords(id: string): string {
  const words = (id.split('.').at(-1) ?? id).replaceAll(/[_-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
