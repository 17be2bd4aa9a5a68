import { validationError } from '../errors/okta-error.ts'
import type { EventHook } from '../org/event-hooks.ts'
import { randomText } from '../org/ids.ts'
import type { OrgState } from '../org/org-state.ts'
import type { CallLimits, HookAnswer } from './call-hook.ts'
import { callHook } from './call-hook.ts'

/**
 * Okta's one-time handshake: a GET with a challenge, to be echoed as `{"verification": …}` within the time-out.
 * One retry after a time-out or an error.
 * @throws OktaError E0000001 with the reason as cause
 */
export async function verifyEventHook(org: OrgState, limits: CallLimits, hook: EventHook): Promise<void> {
  const challenge = randomText(org, 43)
  const attempt = async () => {
    const headers = { 'x-okta-verification-challenge': challenge }
    return findFault(await callHook(limits, { hook, method: 'GET', headers }), challenge)
  }
  if ((await attempt()) === undefined) return
  const reason = await attempt()
  if (reason === undefined) return
  throw validationError('eventHook', [`Event hook verification failed: ${reason}`])
}

function findFault(answer: HookAnswer, challenge: string): string | undefined {
  if (answer.status === null) return answer.error ?? 'no answer'
  if (answer.status !== 200) return `expected status 200, received ${answer.status}`
  const echoed = readVerification(answer.body)
  if (echoed === challenge) return undefined
  return echoed === undefined
    ? 'the body is not a JSON object with a "verification" string'
    : 'the "verification" in the body is not the challenge that was sent'
}

function readVerification(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body)
    if (typeof parsed !== 'object' || parsed === null || !('verification' in parsed)) return undefined
    return typeof parsed.verification === 'string' ? parsed.verification : undefined
  } catch {
    return undefined
  }
}
