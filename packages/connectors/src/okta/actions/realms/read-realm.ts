import { path, z } from '@keyway/sdk'
import { defineReading } from '../../define/reading.ts'
import { realm } from '../../fields.ts'
import { realmKind } from '../../kinds/realm.ts'

export const readRealm = defineReading({
  id: 'okta.read_realm',
  title: 'Read realm',
  description: 'Reads one realm. Fails with okta_E0000007 if there is none.',
  scopes: ['okta.realms.read'],
  input: z.object({ realm }),
  kind: realmKind,
  at: (input) => path`/api/v1/realms/${input.realm}`,
})
