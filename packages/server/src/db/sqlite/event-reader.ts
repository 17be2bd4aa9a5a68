import { DatabaseSync } from 'node:sqlite'

/** An event of an Okta org as it is stored. */
export interface StoredEvent {
  seq: number
  id: string
  type: string
  receivedAt: number
  /** JSON text. */
  payload: string
}

/** Reads events where they are used: handed over from another thread, each would be copied twice. */
export interface EventReader {
  /** Events of Okta orgs behind a place, in the order of arrival. */
  read: (range: { after: number; to: number; limit: number }) => StoredEvent[]
}

/** Opens a connection of its own; it ends with its thread. */
export function openEventReader(file: string): EventReader {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 })
  // What was just written lies in the pages of the system.
  db.exec('pragma cache_size = -1024')
  const select = db.prepare(
    `select seq, id, type, received_at, payload from events
      where source = 'okta' and seq > ? and seq <= ? order by seq limit ?`,
  )
  return {
    read: ({ after, to, limit }) =>
      select.all(after, to, limit).map((row) => ({
        seq: Number(row['seq']),
        id: String(row['id']),
        type: String(row['type']),
        receivedAt: Number(row['received_at']),
        payload: String(row['payload']),
      })),
  }
}
