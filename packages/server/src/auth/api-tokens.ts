import type { Role } from '@keyway/api'
import { appendAudit } from '../audit/store.ts'
import type { Database } from '../db/database.ts'
import { apiTokenPrefix } from './authenticate.ts'
import { hashToken, newToken } from './secret-token.ts'
import { insertApiToken } from './store.ts'

type StoredToken = Awaited<ReturnType<typeof insertApiToken>>

/** Makes an API token. Its value is in the answer only; what is stored is a hash. */
export function issueApiToken(
  { kysely }: Database,
  token: { name: string; role: Role; createdBy: string },
): Promise<StoredToken & { token: string }> {
  const value = newToken(apiTokenPrefix)
  return kysely.transaction().execute(async (transaction) => {
    const stored = await insertApiToken(transaction, { ...token, hash: hashToken(value) })
    const { id, name, role } = stored
    const entry = { actor: token.createdBy, action: 'token.created', target: id, detail: { name, role } }
    await appendAudit(transaction, entry)
    return { ...stored, token: value }
  })
}
