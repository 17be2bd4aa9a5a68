import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
} from 'kysely'
import type { SQLInputValue } from 'node:sqlite'
import type { WriterLock } from './writer-lock.ts'
import type { QueryAnswer } from './protocol.ts'
import type { DatabaseThread } from './thread.ts'

export interface SqliteThreads {
  writer: DatabaseThread
  reader: DatabaseThread
  /** Whoever writes holds it: a single statement, a transaction of Kysely, or a hot batch. */
  writerLock: WriterLock
  /** Called after each commit. */
  committed: () => void
  /** Brings to its place what is filed late. */
  settle: () => Promise<void>
}

/** Kysely over the two threads: plain selects go to the reader, everything else to the writer. */
export function createSqliteDialect(threads: SqliteThreads): Dialect {
  return {
    createAdapter: () => new ThreadedAdapter(),
    createDriver: () => createDriver(threads),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}

class ThreadedAdapter extends SqliteAdapter {
  /** Otherwise Kysely would let nobody read while a transaction runs. */
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

/** A connection is only a place to remember the transaction; both threads serve all of them. */
interface ThreadConnection extends DatabaseConnection {
  begin(): Promise<void>
  end(how: 'commit' | 'rollback'): Promise<void>
  /** Rolls back what is still open. */
  abandon(): Promise<void>
}

function createDriver(threads: SqliteThreads): Driver {
  const connections = new WeakMap<DatabaseConnection, ThreadConnection>()
  const known = (connection: DatabaseConnection): ThreadConnection => {
    const found = connections.get(connection)
    if (found === undefined) throw new Error('Expected a connection of this driver, found another one.')
    return found
  }
  return {
    async init() {},
    async acquireConnection() {
      const connection = createConnection(threads)
      connections.set(connection, connection)
      return connection
    },
    async beginTransaction(connection, { accessMode, isolationLevel }) {
      if (accessMode !== undefined || isolationLevel !== undefined) {
        throw new Error(
          'SQLite transactions are serializable and may write. Leave out access mode and isolation level.',
        )
      }
      await known(connection).begin()
    },
    async commitTransaction(connection) {
      await known(connection).end('commit')
    },
    async rollbackTransaction(connection) {
      await known(connection).end('rollback')
    },
    async releaseConnection(connection) {
      // Kysely gives a connection back without a word when its transaction was aborted by a signal.
      await known(connection).abandon()
    },
    async destroy() {},
  }
}

function createConnection({
  writer,
  reader,
  writerLock,
  committed,
  settle,
}: SqliteThreads): ThreadConnection {
  let release: (() => void) | undefined

  async function write(request: { sql: string; parameters: readonly SQLInputValue[] }): Promise<QueryAnswer> {
    const releaseOnce = await writerLock.shared()
    try {
      const answer = await writer.call('query', request)
      committed()
      return answer
    } finally {
      releaseOnce()
    }
  }

  const executeQuery = async <Row>(compiled: CompiledQuery): Promise<QueryResult<Row>> => {
    // Values of other types are refused by the thread, which names them.
    const request = { sql: compiled.sql, parameters: compiled.parameters as readonly SQLInputValue[] }
    const isTransaction = release !== undefined
    // Whoever looks there sees what was committed before.
    if (!isTransaction && compiled.sql.includes('event_parties')) await settle()
    const answer = isTransaction
      ? await writer.call('query', request)
      : await (isPlainSelect(compiled) ? reader.call('query', request) : write(request))
    return {
      rows: answer.rows as Row[],
      numAffectedRows: BigInt(answer.changes),
      insertId: BigInt(answer.lastInsertRowid),
    }
  }

  async function end(how: 'commit' | 'rollback'): Promise<void> {
    let isOver = how === 'rollback'
    try {
      await writer.call('script', how)
      isOver = true
      if (how === 'commit') committed()
    } finally {
      // A commit that failed is followed by a rollback, which then gives the writer back.
      if (isOver) {
        release?.()
        release = undefined
      }
    }
  }

  return {
    executeQuery,
    async *streamQuery<Row>(compiled: CompiledQuery) {
      yield await executeQuery<Row>(compiled)
    },
    async begin() {
      const acquired = await writerLock.alone()
      try {
        await writer.call('script', 'begin immediate')
      } catch (error) {
        acquired()
        throw error
      }
      release = acquired
    },
    end,
    async abandon() {
      if (release !== undefined) await end('rollback')
    },
  }
}

function isPlainSelect({ query, sql }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(sql))
}
