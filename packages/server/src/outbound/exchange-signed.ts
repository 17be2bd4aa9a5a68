import { FlowError, type Grant } from '@keyway/sdk'
import { exchange } from './exchange.ts'
import { NotConnectedError, type Outbound } from './outbound.ts'
import type { WireAnswer, WireRequest } from './wire.ts'

/** The credentials of a connection that obtains them. */
export interface Credentials {
  /** Throws what obtaining them threw. */
  current: () => Promise<Grant | undefined>
  refuse: (grant: Grant) => void
}

/**
 * Sends with the credentials there are now. An answer that says what was missing is answered once, and so is a 401: with
 * credentials obtained anew, because they may have been revoked before their time. Both refuse before they execute.
 */
export async function exchangeSigned(
  outbound: Outbound,
  credentials: Credentials | undefined,
  wire: WireRequest,
): Promise<WireAnswer> {
  let hasLearned = false
  let hasRenewed = false
  for (;;) {
    const grant = await credentials?.current().catch((error: unknown) => {
      // Cancelled while it waited for credentials: the request surely was not sent.
      throw error instanceof FlowError || !(error instanceof Error) ? error : new NotConnectedError(error)
    })
    if (grant === undefined) return exchange(outbound, wire)
    const headers = { ...wire.headers, ...lowerCase(grant.sign(wire)) }
    const answer = await exchange(outbound, { ...wire, headers })
    const isWorthRepeating = grant.learn?.(answer) === true
    if (isWorthRepeating && !hasLearned) {
      hasLearned = true
    } else if (answer.status === 401 && !hasRenewed) {
      hasRenewed = true
      credentials?.refuse(grant)
    } else {
      return answer
    }
  }
}

function lowerCase(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}
