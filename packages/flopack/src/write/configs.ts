import type { ImportedConnection } from '../reading.ts'
import { toUuid } from './identifiers.ts'

type Connection = Pick<ImportedConnection, 'name' | 'connector' | 'label'>

/** Accounts of an export: one for each connection and connector that uses it. They hold no credentials. */
export interface Configs {
  /** Id of the account; null when the export knew only the connector, which then stays so. */
  connect: (name: string, module: string) => string | null
  print: () => Record<string, unknown>
}

export function createConfigs(connections: readonly Connection[]): Configs {
  const used = new Map<string, Record<string, unknown>>()
  return {
    connect: (name, module) => {
      const connection = connections.find((candidate) => candidate.name === name)
      const siblings = connections.filter(({ connector }) => connector === connection?.connector)
      // Beside accounts with names of their own, the connector's plain name is what cards without an account have.
      if (connection?.name === connection?.connector && siblings.length > 1) return null
      const id = toUuid('connection', `${name}#${module}`)
      const label = connection === undefined || connection.label === '' ? name : connection.label
      used.set(id, { id, name: label, module, data: null })
      return id
    },
    print: () => Object.fromEntries(used),
  }
}
