import type { Database } from '../db/database.ts'
import { verifyPassword } from './password.ts'
import { findUserByEmail, type User } from './store.ts'

/** No password has this hash; checking one against it costs what checking a real one costs. */
const nobody = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** The user with this email and password. An unknown email takes as long as a wrong password. */
export async function checkPassword(
  { kysely }: Database,
  credentials: { email: string; password: string },
): Promise<User | undefined> {
  const found = await findUserByEmail(kysely, credentials.email)
  const matches = await verifyPassword(credentials.password, found?.password_hash ?? nobody)
  if (found === undefined || !matches) return undefined
  const { id, email, name, role } = found
  return { id, email, name, role }
}
