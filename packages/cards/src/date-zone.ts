import { InputError } from '@keyway/sdk'
import { FixedOffsetZone, IANAZone, type Zone } from 'luxon'

/** Names that people write and the IANA database never had; Okta's documentation has the first one. */
const meant: Readonly<Record<string, string>> = {
  'america/pacific': 'America/Los_Angeles',
  'america/mountain': 'America/Denver',
  'america/central': 'America/Chicago',
  'america/eastern': 'America/New_York',
}

/** The zone of an IANA name; UTC for an empty one. Throws InputError `zone_invalid` that names an unknown zone. */
export function toZone(name: string): Zone {
  const trimmed = name.trim()
  // It needs no look into the tables of Intl, which takes most of the time of a card.
  if (trimmed === '' || trimmed === 'UTC') return FixedOffsetZone.utcInstance
  const zone = IANAZone.create(trimmed)
  if (zone.isValid) return zone
  const known = meant[trimmed.toLowerCase()]
  throw new InputError(
    known === undefined
      ? `The time zone "${trimmed.slice(0, 80)}" does not exist; use a name such as "America/Los_Angeles".`
      : `The time zone "${trimmed}" does not exist; use "${known}".`,
    { code: 'zone_invalid' },
  )
}
