import { path, z } from '@keyway/sdk'
import { defineDeletion } from '../../define/deletion.ts'
import { realm } from '../../fields.ts'
import { realmKind } from '../../kinds/realm.ts'

export const deleteRealm = defineDeletion({
  id: 'okta.delete_realm',
  title: 'Delete realm',
  description: 'Deletes a realm for good. Refused by Okta while somebody is in it.',
  scopes: ['okta.realms.manage'],
  input: z.object({ realm }),
  kind: realmKind,
  at: (input) => path`/api/v1/realms/${input.realm}`,
})
