/** Of Node: nobody there, or the connection broke. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** Of PostgreSQL: broken or cut connections, no resources (disk, connections), shutting down or starting up. */
const serverCodes = /^(08|53|57P0|25P03)/
/** Primary result codes of SQLite: busy, locked, no memory, input or output failed, disk full, file cannot be opened. */
const sqliteCodes = new Set([5, 6, 7, 10, 13, 14])
/** The driver has no codes of its own. */
const driverMessages = /^Connection terminated|^timeout exceeded when trying to connect|not queryable/

/** Whether an error says that the store does not work now, and not that it refused what it was asked. */
export function isStoreFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code: unknown = 'code' in error ? error.code : undefined
  if (typeof code === 'string' && (networkCodes.has(code) || serverCodes.test(code))) return true
  // The lowest byte of an extended result code is the primary one.
  if (error.name === 'SqliteError' && typeof code === 'number') return sqliteCodes.has(code & 0xff)
  return driverMessages.test(error.message)
}
