/** What a made-up history is like. */
export interface HistoryShape {
  executions: number
  /** Over how many days they lie, up to now. */
  days: number
  /** People that events are about; each as often as any other. */
  people: number
  flows: number
  types: number
}

export const standardShape = { days: 90, people: 20_000, flows: 20, types: 30 }

/** Everyday administrators, and one service account that does a twentieth of everything. */
export const admins = 200
export const busyAdmin = { id: '0oaservice0000000000', login: 'service@acme.test' }

export function personOf(number: number): { id: string; login: string } {
  return { id: `00u${String(number).padStart(17, '0')}`, login: `person-${number}@acme.test` }
}

export function adminOf(number: number): { id: string; login: string } {
  return number === 0
    ? busyAdmin
    : { id: `00uadmin${String(number).padStart(12, '0')}`, login: `admin-${number}@acme.test` }
}

export const flowOf = (number: number): string =>
  `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`
export const typeOf = (number: number): string => `user.lifecycle.made_up_${number}`

/** One event, its execution and its parties, about as long as in life but for the payload, which no list reads. */
export const payload =
  '{"eventType":"user.lifecycle.made_up","severity":"INFO","outcome":{"result":"SUCCESS"}}'
