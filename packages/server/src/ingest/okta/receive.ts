import type { Json } from '@keyway/sdk'
import type { HookAnswer, HookCall } from '../../http/hook-calls.ts'
import { HttpProblem } from '../../http/problem.ts'
import { acceptEvents, type AcceptParts, type IncomingEvent } from '../accept-events.ts'
import { secretEqual } from '../secret-equal.ts'
import { readEnvelope } from './envelope.ts'
import { canaryType } from './hook/canary.ts'
import { acceptsKey, type Hook, type Hooks } from './hooks.ts'

/** Far above 100 events of the largest kind seen. */
const maximumBodyBytes = 5 * 1024 * 1024
/** What Okta sends is a short token; a page could be reflected with more. */
const challengePattern = /^[\x21-\x7e]{1,1024}$/

export interface ReceiveParts extends AcceptParts {
  hooks: Hooks
  /** The org that a hook is known to belong to. */
  orgOf: (hook: Hook) => string | undefined
}

/**
 * Answers Okta's one-time verification request. It carries no secret for certain, so the unguessable path is what
 * guards it; the answer is JSON, which no browser shows as a page.
 */
export async function answerChallenge(parts: ReceiveParts, call: HookCall): Promise<HookAnswer> {
  const hook = await findHook(parts, call.path)
  const verification = readChallenge(call.header)
  if (verification === undefined) throw refuse(parts, hook, { status: 400, code: 'no_challenge' })
  await parts.hooks.verified(hook)
  return { status: 200, json: { verification } }
}

/** The value of Okta's verification request; undefined when it is missing or no plain token. */
export function readChallenge(header: (name: string) => string | null): string | undefined {
  const challenge = header('x-okta-verification-challenge')
  return challenge !== null && challengePattern.test(challenge) ? challenge : undefined
}

/**
 * Takes a delivery: secret first, before anything is read; then body, envelope and events. It answers 204 once all is
 * stored. No flow runs in here. A refusal is 4xx, which Okta does not repeat; a full or failing store is 5xx, which it
 * repeats once.
 */
export async function receiveDelivery(parts: ReceiveParts, call: HookCall): Promise<HookAnswer> {
  const hook = await findAuthorised(parts, call)
  const reading = readEnvelope(await readCounted(parts, hook, call), {
    id: hook.id,
    org: parts.orgOf(hook),
  })
  if (reading.fault !== undefined) throw refuse(parts, hook, { status: 400, code: reading.fault })
  if (isCanary(reading.events)) {
    // The store must take a transaction, as for a real one.
    await acceptEvents(parts, [])
    parts.counters.add('okta_hook_canaries')
    return { status: 204 }
  }
  await acceptEvents(parts, reading.events)
  hook.deliveries += 1
  hook.events += reading.events.length
  hook.lastDeliveryAt = parts.now()
  parts.counters.add('okta_hook_deliveries')
  return { status: 204 }
}

function isCanary([only, ...others]: readonly IncomingEvent[]): boolean {
  return only?.type === canaryType && others.length === 0
}

async function readCounted(parts: ReceiveParts, hook: Hook, call: HookCall): Promise<Json> {
  try {
    return await call.json(maximumBodyBytes)
  } catch (error) {
    if (error instanceof HttpProblem) throw refuse(parts, hook, error)
    throw error
  }
}

/** The receiver, once the key was seen. Another process may have made or rotated it a moment ago. */
async function findAuthorised(parts: ReceiveParts, call: HookCall): Promise<Hook> {
  const hook = await findHook(parts, call.path)
  if (knowsSecret(hook, call, parts.now())) return hook
  await parts.hooks.refresh()
  const fresh = parts.hooks.find(call.path) ?? hook
  if (knowsSecret(fresh, call, parts.now())) return fresh
  throw refuse(parts, fresh, { status: 401, code: 'secret_refused' })
}

function knowsSecret(hook: Hook, call: HookCall, now: number): boolean {
  const given = call.header(hook.headerName)
  return given !== null && acceptsKey(hook, given, { now, isEqual: secretEqual })
}

async function findHook(parts: ReceiveParts, path: string): Promise<Hook> {
  const known = parts.hooks.find(path)
  if (known !== undefined) return known
  await parts.hooks.refresh()
  const hook = parts.hooks.find(path)
  if (hook !== undefined) return hook
  parts.counters.add('okta_hook_refused_unknown_path')
  throw new HttpProblem(404, 'not_found')
}

function refuse(parts: ReceiveParts, hook: Hook, why: { status: number; code: string }): HttpProblem {
  hook.refused += 1
  parts.counters.add(`okta_hook_refused_${why.code}`)
  return why instanceof HttpProblem ? why : new HttpProblem(why.status, why.code)
}
