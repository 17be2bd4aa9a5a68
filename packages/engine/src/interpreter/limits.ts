import { FlowError } from '@keyway/sdk'
import type { Limits } from '../flow/document.ts'

/** All limits, in the order in which people are told of them. */
export const limitNames = [
  'deadlineSeconds',
  'steps',
  'listItems',
  'payloadBytes',
  'children',
  'nesting',
  'chain',
] as const satisfies readonly (keyof Limits)[]

/** What an execution may use where neither its flow nor the server says otherwise. */
export const defaultLimits: Required<Limits> = {
  deadlineSeconds: 90 * 24 * 3600,
  steps: 20_000_000,
  listItems: 1_000_000,
  payloadBytes: 25_000_000,
  children: 1_000_000,
  nesting: 50,
  chain: 10,
}

const meanings: Readonly<Record<keyof Limits, (limit: number) => string>> = {
  deadlineSeconds: (limit) => `The execution took longer than its ${limit} seconds.`,
  steps: (limit) => `The execution ran more than ${limit} steps.`,
  listItems: (limit) => `A loop runs over, and gathers, at most ${limit} items.`,
  payloadBytes: (limit) => `A value of an execution has at most ${limit} bytes of JSON.`,
  children: (limit) => `The execution started ${limit} helper flows, and this would be one more.`,
  nesting: (limit) => `Helper flows call each other ${limit} levels deep, and this would be one more.`,
  chain: (limit) =>
    `${limit} executions before this one caused each other, by the rows they changed or how they ended.`,
}

const codes: Readonly<Record<keyof Limits, string>> = {
  deadlineSeconds: 'limit_deadline',
  steps: 'limit_steps',
  listItems: 'limit_list',
  payloadBytes: 'limit_payload',
  children: 'limit_children',
  nesting: 'limit_nesting',
  chain: 'limit_chain',
}

/** Where the work goes round, more of it is no help. */
const advice: Readonly<Partial<Record<keyof Limits, string>>> = {
  nesting: ' A flow that calls itself needs a condition that ends it.',
  chain: ' A flow that changes what it waits for needs a condition (trigger.when) that ends it.',
}

/** The error of a limit that is reached: which one, what was found, and how to raise it. */
export function limitError(name: keyof Limits, limit: number, found = ''): FlowError {
  return new FlowError(
    `${meanings[name](limit)}${found === '' ? '' : ` ${found}`}${advice[name] ?? ''} ` +
      `Raise it with "limits: { ${name}: … }" in the flow, as far as the server allows ` +
      `(${settingOf(name, 'MAX')}), or split the work.`,
    { code: codes[name], details: { limit: name, most: limit } },
  )
}

/** Environment variable with which a server says how much executions have by default, or may have at most. */
export function settingOf(name: keyof Limits, kind: 'LIMIT' | 'MAX'): string {
  return `KEYWAY_${kind}_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}
