import { ConnectionError, FlowError } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import type { Log } from '../log.ts'
import type { OpenedConnection } from '../outbound/action-context.ts'
import { recordNews } from './store.ts'

/** What actions tell of their connections. Neither call waits or fails; while all is well, they cost nothing. */
export interface ConnectionHealth {
  worked: (connection: OpenedConnection) => void
  failed: (connection: OpenedConnection, error: unknown) => void
}

export interface HealthParts {
  db: Db
  /** Drops what is kept of an opened connection. */
  forget: (connectionId: string) => void
  /** Told when a connection begins to fail, and when it works again: once, however many processes use it. */
  tell: (deed: { actor: string; action: string; target: string; detail: string }) => Promise<void>
  now: () => number
  log: Log
}

/** An other side that cannot be reached so often in a row fails; once may be the weather. */
const unreachableTries = 5
/** Who still fails now and then does not work again: some act for another account, or reach another place. */
const quietMs = 30_000
const longestMessage = 500

/** The name of the event. */
export function newsOf({ ok }: { ok: boolean }): string {
  return ok ? 'connection.recovered' : 'connection.failing'
}

/**
 * Notices when the sign-in of a connection begins to fail (refused after renewal, a grant that was revoked, or an other side
 * that stays unreachable), and when it works again.
 */
export function createConnectionHealth({ db, forget, tell, now, log }: HealthParts): ConnectionHealth {
  /** Tries in a row that reached nobody. */
  const unreached = new Map<string, number>()
  const failedAt = new Map<string, number>()
  const underWay = new Set<string>()

  async function note(target: string, news: { ok: boolean; message: string }): Promise<void> {
    const detail = news.message.slice(0, longestMessage)
    const isNews = await recordNews(db, target, { at: now(), ok: news.ok, message: detail })
    // What is opened next knows how it stands.
    forget(target)
    if (isNews) await tell({ actor: 'system', action: newsOf(news), target, detail })
  }

  function noteOnce(id: string, news: { ok: boolean; message: string }): void {
    if (underWay.has(id)) return
    underWay.add(id)
    note(id, news)
      .catch((error: unknown) =>
        log.error({ err: error, connectionId: id }, 'how a connection stands was not kept'),
      )
      .finally(() => underWay.delete(id))
  }

  return {
    worked({ id, isFailing }) {
      if (id === null) return
      if (unreached.size > 0) unreached.delete(id)
      if (!isFailing || now() - (failedAt.get(id) ?? 0) < quietMs) return
      failedAt.delete(id)
      noteOnce(id, { ok: true, message: 'Actions work again.' })
    },
    failed(connection, error) {
      const { id, isFailing, redactor } = connection
      if (id === null || !(error instanceof FlowError) || isForAnyHost(connection)) return
      const tries = countUnreached(unreached, id, error)
      const isOfSignIn = error instanceof ConnectionError && error.code !== 'egress_refused'
      if (!isOfSignIn && tries < unreachableTries) return
      failedAt.set(id, now())
      if (!isFailing) noteOnce(id, { ok: false, message: redactor.text(error.message) })
    },
  }
}

function countUnreached(unreached: Map<string, number>, id: string, { code }: FlowError): number {
  const isUnreached = code === 'unreachable' || code === 'no_answer'
  const tries = isUnreached ? (unreached.get(id) ?? 0) + 1 : 0
  if (isUnreached) unreached.set(id, tries)
  else unreached.delete(id)
  return tries
}

/** Without a base URL a flow chooses the host, and what one of them says is not about the connection. */
function isForAnyHost({ profile, connector }: OpenedConnection): boolean {
  return connector.id === 'http' && profile === undefined
}
