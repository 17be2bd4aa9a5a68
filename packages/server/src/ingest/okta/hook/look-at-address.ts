import { randomBytes } from 'node:crypto'
import { exchange } from '../../../outbound/exchange.ts'
import type { Outbound } from '../../../outbound/outbound.ts'
import { EgressRefusedError } from '../../../outbound/egress-guard.ts'
import { explainHookError } from './explain.ts'
import type { HookProblem } from './remote-hook.ts'

/** As long as Okta waits. Source: Okta event hooks. */
const patienceMs = 3_000

/**
 * Sends a challenge to our own public address, as Okta would, to see why it could not. Undefined when all is well from
 * here: what stands between Okta and us may still differ.
 */
export async function lookAtAddress(outbound: Outbound, url: string): Promise<HookProblem | undefined> {
  const challenge = randomBytes(16).toString('hex')
  try {
    const { status, text } = await exchange(outbound, {
      method: 'GET',
      url: new URL(url),
      headers: { accept: 'application/json', 'x-okta-verification-challenge': challenge },
      body: undefined,
      isDownload: false,
      signal: AbortSignal.timeout(patienceMs),
    })
    if (status !== 200) return explainHookError(new Error(`${url} answered status ${status}`))
    return text.includes(challenge)
      ? undefined
      : explainHookError(new Error('The verification came back changed.'))
  } catch (error) {
    if (isRefusedHere(error)) {
      return {
        code: 'not_public',
        message: `${new URL(url).host} leads to an address that only this network can reach. Okta needs a public one: set KEYWAY_PUBLIC_URL.`,
      }
    }
    return explainHookError(error)
  }
}

function isRefusedHere(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof EgressRefusedError) return true
  return false
}
