import { toErrorData, type ErrorData } from '@keyway/sdk'
import {
  defaultLimits,
  limitError,
  limitNames,
  type Flow,
  type Limits,
  type StartedEntry,
} from '@keyway/engine'

/** What a server allows: how much an execution has without asking, and the most its flow may ask for. */
export interface ServerLimits {
  standard: Required<Limits>
  most: Required<Limits>
}

/** Settings that limit executions: what each has without asking, and the most there is. */
export type LimitSettings = Readonly<Record<`${'limit' | 'max'}${Capitalize<keyof Limits>}`, number>>

/**
 * The limits of an execution of a flow: what the flow asks for, as far as the server allows. Undefined when they are the
 * defaults, which need not be written into every journal.
 */
export function limitsOf({ limits = {} }: Flow, server?: ServerLimits): Required<Limits> | undefined {
  const { standard, most } = server ?? { standard: defaultLimits, most: mostLimits }
  const found = limitNames.map(
    (name) => [name, Math.min(limits[name] ?? standard[name], most[name])] as const,
  )
  if (found.every(([name, limit]) => limit === defaultLimits[name])) return undefined
  return { ...defaultLimits, ...Object.fromEntries(found) }
}

/** The most that a flow may ask for where the server does not say otherwise. */
export const mostLimits: Required<Limits> = {
  deadlineSeconds: 366 * 24 * 3600,
  steps: 1_000_000_000,
  listItems: 10_000_000,
  payloadBytes: 100_000_000,
  children: 10_000_000,
  nesting: 200,
  chain: 1_000,
}

/** What the settings allow. */
export function toServerLimits(settings: LimitSettings): ServerLimits {
  return {
    standard: {
      deadlineSeconds: settings.limitDeadlineSeconds,
      steps: settings.limitSteps,
      listItems: settings.limitListItems,
      payloadBytes: settings.limitPayloadBytes,
      children: settings.limitChildren,
      nesting: settings.limitNesting,
      chain: settings.limitChain,
    },
    most: {
      deadlineSeconds: settings.maxDeadlineSeconds,
      steps: settings.maxSteps,
      listItems: settings.maxListItems,
      payloadBytes: settings.maxPayloadBytes,
      children: settings.maxChildren,
      nesting: settings.maxNesting,
      chain: settings.maxChain,
    },
  }
}

/** Throws FlowError `limit_payload` where the JSON of what a step brought is longer than the limit. */
export function checkPayload(json: string, limitBytes: number): void {
  const bytes = bytesBeyond(json, limitBytes)
  if (bytes !== null) throw limitError('payloadBytes', limitBytes, `The output of this step has ${bytes}.`)
}

/**
 * An execution as it is stored. One whose trigger is longer than the limit is accepted, so that no event is lost, and
 * ends before its first step: whoever raises the limit can run it again.
 *
 * @param triggerJson The JSON of its trigger, where that is written already.
 */
export function writeStarted(
  entry: StartedEntry,
  triggerJson = JSON.stringify(entry.trigger),
): { started: StartedEntry; json: string } {
  const { payloadBytes } = entry.limits ?? defaultLimits
  const json = toJson(entry, triggerJson)
  if (bytesBeyond(json, payloadBytes) === null) return { started: entry, json }
  const bytes = bytesBeyond(triggerJson, payloadBytes)
  if (bytes === null) return { started: entry, json }
  const found = `The values that start it have ${bytes}.`
  const refused: ErrorData = toErrorData(limitError('payloadBytes', payloadBytes, found))
  const started: StartedEntry = { ...entry, refused }
  return { started, json: toJson(started, triggerJson) }
}

/** An event's payload is most of the entry, and is written once however many flows it starts. */
function toJson({ trigger: _, ...rest }: StartedEntry, triggerJson: string): string {
  return `${JSON.stringify(rest).slice(0, -1)},"trigger":${triggerJson}}`
}

/** How long a text is that is longer than the limit. */
function bytesBeyond(text: string, limitBytes: number): number | null {
  // A UTF-16 unit is at most three bytes of UTF-8, so nearly all values need no counting.
  if (text.length * 3 <= limitBytes) return null
  const bytes = Buffer.byteLength(text)
  return bytes > limitBytes ? bytes : null
}
