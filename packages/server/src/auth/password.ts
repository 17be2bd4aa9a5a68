import { argon2, randomBytes, timingSafeEqual, type Argon2Parameters } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(argon2)

// OWASP's recommendation for argon2id: 19 MiB, two passes, one lane.
const current = { memory: 19_456, passes: 2, parallelism: 1 }
const tagLength = 32

/** An argon2id hash of a password, in PHC notation: `$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const hash = await compute(password, { ...current, nonce })
  const { memory, passes, parallelism } = current
  return [
    '',
    'argon2id',
    'v=19',
    `m=${memory},t=${passes},p=${parallelism}`,
    encode(nonce),
    encode(hash),
  ].join('$')
}

/** Whether the password is the one that was hashed; false also for text that is no such hash. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored)
  if (match === null) return false
  const [memory = 0, passes = 0, parallelism = 0] = match.slice(1, 4).map(Number)
  const expected = Buffer.from(match[5] ?? '', 'base64')
  const nonce = Buffer.from(match[4] ?? '', 'base64')
  const found = await compute(password, { memory, passes, parallelism, nonce })
  return found.length === expected.length && timingSafeEqual(found, expected)
}

/** People type the same accent in different ways; NFKC makes them one (NIST SP 800-63B, 5.1.1.2). */
function compute(
  password: string,
  parameters: Omit<Argon2Parameters, 'message' | 'tagLength'>,
): Promise<Buffer> {
  return derive('argon2id', { ...parameters, message: password.normalize('NFKC'), tagLength })
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '')
}
