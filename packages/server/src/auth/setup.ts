import { ForbiddenError } from '../errors.ts'
import { appendAudit } from '../audit/store.ts'
import type { Database } from '../db/database.ts'
import { hashPassword } from './password.ts'
import { hashToken, newToken } from './secret-token.ts'
import { hasUsers, insertUser, replaceSetupToken, takeSetupToken, type User } from './store.ts'

const validMs = 24 * 3_600_000

/**
 * The one-time token that makes the first administrator; undefined once there is a user. Call it at each start and print
 * the link: only a hash is kept, so each start makes a new token and the former one is void.
 */
export async function prepareSetup({ kysely }: Database, now: number): Promise<string | undefined> {
  if (await hasUsers(kysely)) return undefined
  const token = newToken()
  await replaceSetupToken(kysely, { hash: hashToken(token), expiresAt: now + validMs })
  return token
}

/** The link that carries the token. It stands behind `#`, which browsers do not send: no log on the way keeps it. */
export function toSetupLink(publicUrl: string, token: string): string {
  return `${publicUrl}/setup#${token}`
}

/**
 * Makes the first administrator and uses the token up.
 *
 * @throws {ForbiddenError} when the token is wrong, used, expired, or there is a user already.
 */
export async function completeSetup(
  { kysely }: Database,
  setup: { token: string; email: string; name: string; password: string },
  now: number,
): Promise<User> {
  const { email, name } = setup
  const passwordHash = await hashPassword(setup.password)
  return kysely.transaction().execute(async (transaction) => {
    if (!(await takeSetupToken(transaction, hashToken(setup.token), now))) {
      throw new ForbiddenError('This set-up link is not valid any more. Restart Keyway to get a new one.')
    }
    const user = await insertUser(transaction, { email, name, passwordHash, role: 'admin' })
    await appendAudit(transaction, {
      actor: `user:${user.email}`,
      action: 'setup.completed',
      target: user.id,
      detail: null,
    })
    return user
  })
}
