import type { EventType } from '@keyway/sdk'
import { typesFromAToD } from './catalogue/a-to-d.ts'
import { typesFromEToR } from './catalogue/e-to-r.ts'
import { typesFromSToZ } from './catalogue/s-to-z.ts'
import { readCatalogue } from './read-catalogue.ts'

/** Every type of the System Log, by the order of ids. Source: Okta's published catalogue of event types, 2026.08.1. */
export const eventTypes: readonly EventType[] = [typesFromAToD, typesFromEToR, typesFromSToZ]
  .flatMap(readCatalogue)
  .toSorted((one, other) => (one.id < other.id ? -1 : 1))

const eligible = new Set(eventTypes.filter((type) => type.eligible).map(({ id }) => id))

/**
 * Whether Okta's event hooks deliver a System Log type. What the catalogue does not know counts as not eligible: Okta
 * adds types each month, and the System Log has them all.
 */
export function isHookEligible(type: string): boolean {
  return eligible.has(type)
}
