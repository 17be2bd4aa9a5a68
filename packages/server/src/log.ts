import { destination, pino, type Logger } from 'pino'

export type Log = Logger

/** Where secrets could sit in what is logged, one and two levels deep. What is not known to be harmless is not logged. */
const secretNames = [
  'password',
  'token',
  'secret',
  'secrets',
  'authorization',
  'cookie',
  'apiToken',
  'masterKey',
  'headers.authorization',
  'headers.cookie',
  'values',
]

/** A JSON logger to standard error; standard output belongs to commands. */
export function createLog(options: { level: string; stream?: { write: (line: string) => void } }): Log {
  return pino(
    {
      name: 'keyway',
      level: options.level,
      redact: { paths: secretNames.flatMap((name) => [name, `*.${name}`]), censor: '[secret]' },
    },
    options.stream ?? destination({ dest: 2, sync: true }),
  )
}
