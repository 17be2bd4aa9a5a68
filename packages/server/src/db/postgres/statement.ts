/** SQL that PostgreSQL prepares once for each connection, under this name. */
export interface Statement {
  name: string
  text: string
}

/** Runs a statement over a list of rows, given as one JSON parameter; none for an empty list. */
export type RunRows = <Row extends object>(statement: Statement, items: readonly unknown[]) => Promise<Row[]>
