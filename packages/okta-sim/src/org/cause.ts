import type { IdSource } from './ids.ts'
import { randomText } from './ids.ts'
import type { Cause, EventClient, EventParty } from './log-event.ts'

export const noClient: EventClient = {
  userAgent: null,
  zone: null,
  device: null,
  id: null,
  ipAddress: null,
  geographicalContext: null,
}

const oktaSystem: EventParty = {
  id: 'okta.system',
  type: 'SystemPrincipal',
  alternateId: 'system@okta.com',
  displayName: 'Okta System',
  detailEntry: null,
}

/** The cause of what the org does by itself: seeding, direct calls of a test, failed deliveries. */
export function systemCause(source: IdSource): Cause {
  return {
    actor: oktaSystem,
    client: noClient,
    ipChain: [],
    transaction: { id: randomText(source, 20), type: 'JOB', detail: {} },
    debugData: {},
    externalSessionId: null,
  }
}
