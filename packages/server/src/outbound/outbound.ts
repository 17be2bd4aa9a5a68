import { isIP } from 'node:net'
import { Agent, buildConnector } from 'undici'
import { createEgressGuard, EgressRefusedError, type EgressGuard, type ResolveName } from './egress-guard.ts'
import { createGovernor, type Governor } from './governor/governor.ts'
import { createLocalLedger } from './governor/ledger.ts'
import { createGrants, type Grants } from './grants.ts'

export interface OutboundLimits {
  connectMs: number
  /** From the request sent to the answer's headers. */
  headersMs: number
  /** Between two parts of the answer's body. */
  bodyMs: number
  /** One exchange as a whole. */
  totalMs: number
  /** One exchange as a whole whose content is a stream, in either direction. */
  streamMs: number
  /** Of an answer, after decompression. */
  maxAnswerBytes: number
  /** A longer wait is not slept through here: the step parks. */
  longestWaitMs: number
  /** Further tries of one request within the port. */
  retries: number
}

const defaultLimits: OutboundLimits = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 30_000,
  totalMs: 120_000,
  streamMs: 15 * 60_000,
  maxAnswerBytes: 10 * 1024 * 1024,
  longestWaitMs: 5_000,
  retries: 2,
}

/** What all requests of the process share: the socket pool behind the egress guard, and the limits. */
export interface Outbound {
  guard: EgressGuard
  agent: Agent
  limits: OutboundLimits
  /** Credentials that connections obtained. */
  grants: Grants
  governor: Governor
  /** Aborted when closing has waited long enough. */
  closing: AbortSignal
  /** Calls back then, with the reason; returns what takes that back. A signal would look through all that listen. */
  onClosing: (cut: (reason: unknown) => void) => () => void
  /** Waits for running requests up to `graceMs`, then cuts them off. */
  close: (graceMs?: number) => Promise<void>
}

/** Opens the socket of a request. The ordinary one asks the egress guard which addresses it may go to. */
export type Connect = buildConnector.connector

/** Wraps an error of the connect phase: whatever the request was, it was surely not sent. */
export class NotConnectedError extends Error {
  constructor(cause: Error) {
    super(cause.message, { cause })
    this.name = 'NotConnectedError'
  }
}

/**
 * The process's way out. `allow` holds the CIDR ranges the operator permits beside public addresses.
 *
 * @throws {Error} when one of them is not a CIDR.
 */
export function createOutbound(options: {
  allow: readonly string[]
  limits?: Partial<OutboundLimits>
  resolveName?: ResolveName
  connect?: Connect
  /** Shared with other processes where there are some. */
  governor?: Governor
}): Outbound {
  const guard = createEgressGuard(options)
  const limits = { ...defaultLimits, ...options.limits }
  const agent = new Agent({
    connect: options.connect ?? guardedConnector(guard, limits.connectMs),
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    // A socket that the other side closes while a write starts leaves that write in doubt: do not keep sockets long.
    keepAliveTimeout: 4_000,
    keepAliveMaxTimeout: 30_000,
    allowH2: false,
  })
  const closing = new AbortController()
  const cuts = new Set<(reason: unknown) => void>()
  return {
    guard,
    agent,
    limits,
    grants: createGrants(),
    governor: options.governor ?? createGovernor({ ledger: createLocalLedger() }),
    closing: closing.signal,
    onClosing(cut) {
      cuts.add(cut)
      return () => cuts.delete(cut)
    },
    async close(graceMs = 2_000) {
      // An agent that is closing has forgotten its sockets and cannot cut them off any more; requests are aborted instead.
      const timer = setTimeout(() => {
        closing.abort()
        for (const cut of cuts) cut(closing.signal.reason)
      }, graceMs)
      await agent.close()
      clearTimeout(timer)
    },
  }
}

function guardedConnector(guard: EgressGuard, timeoutMs: number): Connect {
  const connect = buildConnector({ timeout: timeoutMs, lookup: guard.lookup, allowH2: false })
  return (target, report) => {
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1')
    // Sockets do not look up literal addresses, so those are judged here; names are judged as they are looked up.
    const judged = isIP(host) === 0 ? Promise.resolve() : guard.resolve(host)
    judged.then(
      () =>
        connect({ ...target, hostname: host }, (error, socket) => {
          if (error !== null) return report(new NotConnectedError(error), null)
          const { remoteAddress } = socket
          if (remoteAddress !== undefined && guard.isAllowed(remoteAddress)) return report(null, socket)
          const refusal = new EgressRefusedError(host, remoteAddress ?? 'unknown')
          socket.destroy()
          report(new NotConnectedError(refusal), null)
        }),
      (error: Error) => report(new NotConnectedError(error), null),
    )
  }
}
