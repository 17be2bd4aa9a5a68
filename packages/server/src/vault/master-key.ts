import { createHmac, randomBytes } from 'node:crypto'
import { chmodSync, linkSync, mkdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The key that wraps all other keys. */
export interface MasterKey {
  /** Names the key in what it sealed; says nothing about it. */
  id: string
  key: Buffer
}

export interface MasterKeySource {
  /** Base64 of 32 bytes; wins over the file. */
  key: string | undefined
  /** A file that holds the same. */
  file: string | undefined
  /** Where a key is made and kept when neither is given. */
  dataDirectory: string
}

const keyBytes = 32
/** Of 32 random bytes about 30 differ; one in 10^20 keys has fewer than 16 different ones. */
const fewestDifferentBytes = 16

/**
 * The master key: from the environment, from a file, or made at first start and kept as `master.key` (mode 0600) in the
 * data directory.
 *
 * @throws {Error} when the key is short or not random, or others may read its file. Nothing then starts.
 */
export function loadMasterKey(source: MasterKeySource): MasterKey {
  if (source.key !== undefined) return toMasterKey(source.key, 'KEYWAY_MASTER_KEY')
  if (source.file !== undefined) return readKeyFile(source.file)
  const file = path.join(source.dataDirectory, 'master.key')
  makeKeyFile(file)
  return readKeyFile(file)
}

/** Names and checks a key. Throws Error when it is short or weak; `origin` says where it came from. */
export function toMasterKey(base64: string, origin: string): MasterKey {
  const text = base64.trim()
  const key = Buffer.from(text, 'base64')
  const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(text)
  if (!isBase64 || key.length !== keyBytes) {
    const found = isBase64 ? `${key.length} bytes` : 'text that is not base64'
    throw new Error(`${origin} holds ${found}; a master key is ${keyBytes} bytes in base64. ${howToMakeOne}`)
  }
  if (new Set(key).size < fewestDifferentBytes) {
    throw new Error(`${origin} holds a key that was not made at random. ${howToMakeOne}`)
  }
  const id = createHmac('sha256', key).update('keyway master key id').digest('hex').slice(0, 12)
  return { id, key }
}

const howToMakeOne = 'Make one with: openssl rand -base64 32'

function readKeyFile(file: string): MasterKey {
  const { mode } = statSync(file)
  // Windows has no such modes; there the directory's access list protects the file.
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    const found = (mode & 0o777).toString(8).padStart(4, '0')
    throw new Error(`The key file ${file} can be read by others (mode ${found}). Run: chmod 600 ${file}`)
  }
  return toMasterKey(readFileSync(file, 'utf8'), `The key file ${file}`)
}

/** Written aside and then linked into place: no process ever reads half a key, and of two that make one, one wins. */
function makeKeyFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false }) !== undefined) return
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${randomBytes(keyBytes).toString('base64')}\n`, {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  })
  try {
    // A permissive umask cannot widen the mode, but an inherited access list can.
    chmodSync(draft, 0o600)
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    unlinkSync(draft)
  }
}
