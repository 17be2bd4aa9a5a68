import { events as contract } from '@keyway/api'
import type { Db } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { findEvent, listEvents } from './store.ts'

/** Mounts the list of events and the single event with its payload. */
export function mountEvents(server: HttpServer, { db }: { db: Db }): void {
  server.mount(contract.listEvents, ({ query }) => listEvents(db, query, query))

  server.mount(contract.getEvent, async ({ params }) => {
    const event = await findEvent(db, params.eventId)
    if (event === undefined) throw new NotFoundError(`There is no event ${params.eventId}.`)
    return event
  })
}
