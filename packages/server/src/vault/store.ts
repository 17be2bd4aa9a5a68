import type { Kysely } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Vault } from './vault.ts'

const settingKey = 'vault.canary'
/** What the value is sealed for. */
export const canaryLabel = 'setting:vault.canary'

/**
 * Checks at start that this process's master key is the one the stored secrets were sealed with. The first start leaves
 * a sealed value to check against; a second server with a key of its own would make secrets the first cannot read.
 *
 * @throws {VaultError} when the keys differ.
 */
export async function checkVaultKey(db: Kysely<Schema>, vault: Vault): Promise<void> {
  await db
    .insertInto('settings')
    .values({ key: settingKey, value: vault.seal('canary', canaryLabel) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await db
    .selectFrom('settings')
    .select('value')
    .where('key', '=', settingKey)
    .executeTakeFirstOrThrow()
  vault.open(value, canaryLabel)
}
