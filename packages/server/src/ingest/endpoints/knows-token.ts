import type { CallerSecret } from '../../flows/active-endpoints.ts'
import { secretEqual } from '../secret-equal.ts'

/** Whether a token is that of the flow's URL, or the one before during a rotation. Without a token, nobody knows it. */
export function knowsToken({ token, previous }: CallerSecret, given: string, now: number): boolean {
  if (token === null) return false
  const isCurrent = secretEqual(given, token)
  const isPrevious = previous !== null && previous.validUntil > now && secretEqual(given, previous.token)
  return isCurrent || isPrevious
}
