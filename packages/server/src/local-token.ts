import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** File in the data directory with the token that commands on the same machine use. */
const localTokenFile = 'cli-token'

/**
 * The token for commands on this machine. It lies beside the master key, readable by the same account only: who can read
 * it could read everything anyway. `isValid` says whether the stored one still works; if not, a new one is made.
 */
export async function keepLocalToken(
  directory: string,
  tokens: { isValid: (token: string) => Promise<boolean>; create: () => Promise<string> },
): Promise<void> {
  const file = path.join(directory, localTokenFile)
  if (existsSync(file) && (await tokens.isValid(readFileSync(file, 'utf8').trim()))) return
  writeFileSync(file, `${await tokens.create()}\n`, { mode: 0o600 })
  // An older file keeps its mode when it is written again.
  chmodSync(file, 0o600)
}
