import type { EventHook } from '../org/event-hooks.ts'

/** One HTTP exchange with a receiver. `status` is null when no complete answer came. */
export type HookAnswer = {
  status: number | null
  body: string
  durationMs: number
  error: string | null
  timedOut: boolean
}

export type HookCall = {
  hook: EventHook
  method: 'GET' | 'POST'
  headers: Record<string, string>
  body?: string
}

export type CallLimits = {
  timeoutMs: number
  /** Aborts the call when the org is closed. */
  closed: AbortSignal
}

/** Calls the hook's address with its headers. Never throws and follows no redirect. */
export async function callHook({ timeoutMs, closed }: CallLimits, call: HookCall): Promise<HookAnswer> {
  const startedAt = performance.now()
  const timeout = AbortSignal.timeout(timeoutMs)
  const { channel } = call.hook
  try {
    const response = await fetch(channel.uri, {
      method: call.method,
      redirect: 'manual',
      signal: AbortSignal.any([timeout, closed]),
      headers: [
        ['Accept', 'application/json'],
        ...Object.entries(call.headers),
        ...[...(channel.auth ? [channel.auth] : []), ...channel.headers].map(
          ({ key, value }): [string, string] => [key, value],
        ),
      ],
      ...(call.body === undefined ? {} : { body: call.body }),
    })
    const body = await response.text()
    const durationMs = performance.now() - startedAt
    return { status: response.status, body, durationMs, error: null, timedOut: false }
  } catch (thrown) {
    const durationMs = performance.now() - startedAt
    const error = timeout.aborted ? `No answer within ${timeoutMs} ms` : describe(thrown)
    return { status: null, body: '', durationMs, error, timedOut: timeout.aborted }
  }
}

function describe(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown)
  // fetch says only "fetch failed"; the reason (refused, certificate …) is in its cause.
  return thrown.cause instanceof Error ? `${thrown.message}: ${thrown.cause.message}` : thrown.message
}
