import type { Role } from '@keyway/api'
import type { Kysely } from 'kysely'
import { newId } from '../db/new-id.ts'
import type { Schema } from '../db/schema.ts'

type Db = Kysely<Schema>

export interface User {
  id: string
  email: string
  name: string
  role: Role
}

const userColumns = ['id', 'email', 'name', 'role'] as const

export async function hasUsers(db: Db): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined
}

/** A user with the hash of the password. Emails are stored in lower case. */
export function findUserByEmail(
  db: Db,
  email: string,
): Promise<(User & { password_hash: string }) | undefined> {
  return db
    .selectFrom('users')
    .select([...userColumns, 'password_hash'])
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
}

export async function insertUser(
  db: Db,
  user: { email: string; name: string; passwordHash: string; role: Role },
): Promise<User> {
  const { email, name, role, passwordHash } = user
  const stored = { id: newId(), email: email.toLowerCase(), name, role }
  await db
    .insertInto('users')
    .values({ ...stored, password_hash: passwordHash, created_at: Date.now() })
    .execute()
  return stored
}

export interface Session {
  createdAt: number
  expiresAt: number
  user: User
}

export async function insertSession(
  db: Db,
  session: { idHash: string; userId: string; createdAt: number; expiresAt: number },
): Promise<void> {
  const { idHash, userId, createdAt, expiresAt } = session
  await db
    .insertInto('sessions')
    .values({ id_hash: idHash, user_id: userId, created_at: createdAt, expires_at: expiresAt })
    .execute()
}

export async function findSession(db: Db, idHash: string): Promise<Session | undefined> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.created_at',
      'sessions.expires_at',
      'users.id',
      'users.email',
      'users.name',
      'users.role',
    ])
    .where('id_hash', '=', idHash)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, email, name, role } = row
  return { createdAt: row.created_at, expiresAt: row.expires_at, user: { id, email, name, role } }
}

export async function extendSession(db: Db, idHash: string, expiresAt: number): Promise<void> {
  await db.updateTable('sessions').set({ expires_at: expiresAt }).where('id_hash', '=', idHash).execute()
}

export async function deleteSession(db: Db, idHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('id_hash', '=', idHash).execute()
}

export async function deleteExpiredSessions(db: Db, now: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}

export interface ApiToken {
  id: string
  name: string
  role: Role
  createdAt: number
  lastUsedAt: number | null
}

export async function insertApiToken(
  db: Db,
  token: { name: string; role: Role; hash: string; createdBy: string },
): Promise<ApiToken> {
  const { name, role, hash, createdBy } = token
  const [id, createdAt] = [newId(), Date.now()]
  await db
    .insertInto('api_tokens')
    .values({
      id,
      name,
      role,
      token_hash: hash,
      created_by: createdBy,
      created_at: createdAt,
      last_used_at: null,
      revoked_at: null,
    })
    .execute()
  return { id, name, role, createdAt, lastUsedAt: null }
}

/** The token with this hash, unless it was revoked. */
export async function findApiToken(db: Db, hash: string): Promise<ApiToken | undefined> {
  const row = await db
    .selectFrom('api_tokens')
    .select(['id', 'name', 'role', 'created_at', 'last_used_at'])
    .where('token_hash', '=', hash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return row === undefined ? undefined : toApiToken(row)
}

/** Tokens that are not revoked, newest first. */
export async function listApiTokens(db: Db): Promise<ApiToken[]> {
  const rows = await db
    .selectFrom('api_tokens')
    .select(['id', 'name', 'role', 'created_at', 'last_used_at'])
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute()
  return rows.map(toApiToken)
}

/** Revokes a token. False when there is none that is valid. */
export async function revokeApiToken(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable('api_tokens')
    .set({ revoked_at: Date.now() })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

export async function touchApiToken(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', id).execute()
}

function toApiToken(row: {
  id: string
  name: string
  role: Role
  created_at: number
  last_used_at: number | null
}): ApiToken {
  const { id, name, role } = row
  return { id, name, role, createdAt: row.created_at, lastUsedAt: row.last_used_at }
}

const setupKey = 'setup.token'

/** Keeps the hash of the set-up token; an earlier one is void from now on. */
export async function replaceSetupToken(db: Db, token: { hash: string; expiresAt: number }): Promise<void> {
  const value = JSON.stringify([token.hash, token.expiresAt])
  await db
    .insertInto('settings')
    .values({ key: setupKey, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/**
 * Takes the set-up token away, if it is this one, has not expired and there is no user yet. Of two that try at the same
 * time one gets true. Call it in the transaction that makes the user.
 */
export async function takeSetupToken(db: Db, hash: string, now: number): Promise<boolean> {
  const row = await db.selectFrom('settings').select('value').where('key', '=', setupKey).executeTakeFirst()
  if (row === undefined) return false
  const [storedHash, expiresAt] = JSON.parse(row.value) as [string, number]
  if (storedHash !== hash || expiresAt <= now) return false
  const taken = await db
    .deleteFrom('settings')
    .where('key', '=', setupKey)
    .where('value', '=', row.value)
    .executeTakeFirst()
  return taken.numDeletedRows === 1n && !(await hasUsers(db))
}
