import type { DatabaseSync, StatementSync } from 'node:sqlite'

const keep = 300

/** Prepares each SQL text once. Texts with lists of changing length would grow it without end, so the oldest go. */
export function createStatementCache(db: DatabaseSync): (sql: string) => StatementSync {
  const statements = new Map<string, StatementSync>()
  return (sql) => {
    const known = statements.get(sql)
    if (known !== undefined) {
      statements.delete(sql)
      statements.set(sql, known)
      return known
    }
    const statement = db.prepare(sql)
    statements.set(sql, statement)
    if (statements.size > keep) {
      for (const oldest of statements.keys()) {
        statements.delete(oldest)
        break
      }
    }
    return statement
  }
}
