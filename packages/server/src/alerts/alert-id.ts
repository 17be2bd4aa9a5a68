import { hash } from 'node:crypto'

/**
 * The id of an alert: a UUIDv7 (RFC 9562) of when its first event happened, whose random part is a digest of its cause.
 * The same cause has the same id however often it is found, so a crash between finding and telling tells once.
 */
export function toAlertId({
  detectionId,
  key,
  firstEvent,
  at,
}: {
  detectionId: string
  key: string
  firstEvent: string
  /** Milliseconds since 1970. */
  at: number
}): string {
  const time = Math.max(0, at).toString(16).padStart(12, '0')
  const digest = hash('sha256', JSON.stringify([detectionId, key, firstEvent]))
  const variant = (0x8 | (parseInt(digest.slice(3, 4), 16) & 0x3)).toString(16)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`
}
