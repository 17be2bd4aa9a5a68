import { InputError } from '@keyway/sdk'
import { IANAZone } from 'luxon'

/** Names that were never in the IANA database but stand in Okta's documentation and in exported flows. */
const aliases: Readonly<Record<string, string>> = { 'america/pacific': 'America/Los_Angeles' }

/** The zone of an IANA name; UTC for an empty one. Throws InputError `zone_invalid` that names an unknown zone. */
export function toZone(name: string): IANAZone {
  const trimmed = name.trim()
  if (trimmed === '') return IANAZone.create('UTC')
  const zone = IANAZone.create(aliases[trimmed.toLowerCase()] ?? trimmed)
  if (zone.isValid) return zone
  throw new InputError(
    `The time zone "${trimmed}" does not exist; use a name such as "America/Los_Angeles".`,
    {
      code: 'zone_invalid',
    },
  )
}
