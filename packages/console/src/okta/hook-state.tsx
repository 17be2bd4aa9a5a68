import { Badge } from '@mantine/core'
import { oktaTexts } from '../texts/okta.ts'
import type { OktaHook } from './okta-page.tsx'

/** Where a hook stands on its way: made, verified, receiving. */
export function HookState({ hook }: { hook: OktaHook }) {
  if (hook.lastDeliveryAt !== null) return <Badge color="green">{oktaTexts.status.live}</Badge>
  if (hook.verifiedAt !== null) return <Badge color="petrol">{oktaTexts.status.verified}</Badge>
  return <Badge color="brass">{oktaTexts.status.unverified}</Badge>
}
