import type { Hook } from '../okta/hooks.ts'

/** A receiver that nothing has come to yet. */
export const freshHook: Hook = {
  id: 'h',
  path: 'x',
  name: 'Keyway',
  headerName: 'Authorization',
  secret: 'Bearer x',
  previous: null,
  connectionId: null,
  remote: null,
  createdAt: 0,
  verifiedAt: null,
  lastDeliveryAt: null,
  deliveries: 0,
  events: 0,
  refused: 0,
}
