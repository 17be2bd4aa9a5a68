import { randomUUID } from 'node:crypto'
import { exchange } from '../../../outbound/exchange.ts'
import type { Outbound } from '../../../outbound/outbound.ts'
import { explainHookError } from './explain.ts'
import type { HookProblem } from './remote-hook.ts'

/** A delivery of ours with this one event proves the way in; it is stored nowhere and starts nothing. */
export const canaryType = 'keyway.canary'

/** As long as Okta waits. Source: Okta event hooks. */
const patienceMs = 3_000

export interface Canary {
  url: string
  headerName: string
  secret: string
}

/** How long the canary took, why it was refused, or why it could not be sent from here. */
export type CanaryAnswer =
  { tookMs: number } | { problem: HookProblem; tookMs?: undefined } | { unsent: string; tookMs?: undefined }

/**
 * Delivers an event to our own public address as Okta does: Okta's verification is a GET, and what stands between may
 * let that through and stop a post with the key. Not to reach the address from here proves nothing, for Okta may.
 */
export async function sendCanary(
  outbound: Outbound,
  { url, headerName, secret }: Canary,
): Promise<CanaryAnswer> {
  const start = performance.now()
  try {
    const { status } = await exchange(outbound, {
      method: 'POST',
      url: new URL(url),
      headers: { 'content-type': 'application/json', [headerName.toLowerCase()]: secret },
      body: JSON.stringify(delivery(url)),
      isDownload: false,
      signal: AbortSignal.timeout(patienceMs),
    })
    if (status >= 200 && status < 300) return { tookMs: Math.round(performance.now() - start) }
    const known = explainHookError(new Error(`${url} answered status ${status}`))
    return { problem: known.code === 'unknown' ? refusedPost(status) : known }
  } catch (error) {
    return { unsent: explainHookError(error).message }
  }
}

function refusedPost(status: number): HookProblem {
  return {
    code: 'post_refused',
    message: `Okta's verification comes through, and a delivery is answered with status ${status}. Something before Keyway refuses posts to /hooks/okta/, or fails. Let them through, up to 5 MB.`,
  }
}

function delivery(url: string) {
  const now = new Date().toISOString()
  const event = {
    uuid: randomUUID(),
    published: now,
    eventType: canaryType,
    version: '0',
    severity: 'INFO',
    displayMessage: 'Keyway tests its own event hook',
    actor: { id: 'keyway', type: 'SystemPrincipal', alternateId: 'keyway', displayName: 'Keyway' },
    outcome: { result: 'SUCCESS', reason: null },
    target: [],
  }
  return {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: url,
    eventId: randomUUID(),
    eventTime: now,
    contentType: 'application/json',
    data: { events: [event] },
  }
}
