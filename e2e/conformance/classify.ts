import type { executions, AnswerOf } from '@keyway/api'

export type ExecutionDetail = AnswerOf<typeof executions.getExecution>

/** How an execution ended, as far as the conformance of the engine is concerned. */
export const endings = [
  'succeeded',
  'stopped by Continue If',
  "the flow's own error",
  'refused by a service',
  'wrong input',
  'unsupported, known',
  'ENGINE ERROR',
] as const
export type Ending = (typeof endings)[number]

/** Codes of errors that say that a value does not fit where it goes, or that an account's owner must fill it in. */
const inputCodes: ReadonlySet<string> = new Set([
  'type_mismatch',
  'input_invalid',
  'url_refused',
  'index_out_of_range',
  'json_invalid',
  'date_invalid',
  'division_by_zero',
  'key_invalid',
])

/** Codes of services: an answer that refuses, or a row that is not there. */
const refusals = /^(okta_|slack_|remote_refused$|row_unknown$)/

/** Says how it ended. Whatever is not known to be right is an engine error. */
export function classify({ status, stopped, error, replay }: ExecutionDetail): Ending {
  if (replay !== 'faithful') return 'ENGINE ERROR'
  if (status === 'succeeded') return stopped ? 'stopped by Continue If' : 'succeeded'
  if (status !== 'failed' || error === null) return 'ENGINE ERROR'
  if (error.code === 'flow_failed') return "the flow's own error"
  if (error.code === 'card_unsupported') return 'unsupported, known'
  if (inputCodes.has(error.code)) return 'wrong input'
  if (error.statusCode !== undefined || refusals.test(error.code)) return 'refused by a service'
  return 'ENGINE ERROR'
}
