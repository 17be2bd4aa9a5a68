import type { ExportCard } from './body.ts'
import { connectorCards } from './cards/connectors.ts'
import type { Envelope } from './export-schema.ts'
import type { ImportedConnection } from './reading.ts'

/** Logical connections of a file, as its cards ask for them. */
export interface Connections {
  /** The connection of a card. Cards that lost theirs at export share one for each connector. */
  connect: (card: ExportCard, flow: string) => ImportedConnection
  list: () => ImportedConnection[]
}

/** Connectors that are called otherwise here, or share an account: API Connector cards speak plain HTTP. */
const accountNames: ReadonlyMap<string, string> = new Map([
  ['httpfunctions', 'http'],
  ['oktadevices', 'okta'],
  ['oktarealms', 'okta'],
  ['oktaprivilegedaccess', 'okta_privileged_access'],
  ['salesforce2_29', 'salesforce'],
  ['auth0_293ca73ef2a04fe48eaa3bb7876df2e6', 'auth0'],
])

/** Connectors here that go by another name than their cards' module, by module. */
const connectorNames: ReadonlyMap<string, string> = new Map(
  Object.entries(connectorCards).map(([type, { use }]) => [
    type.slice(0, type.indexOf('.')),
    use.slice(0, use.indexOf('.')),
  ]),
)

/**
 * Names connections after their connector (`okta`), or, where a file has several accounts of one, after connector and
 * nickname (`okta-production`). Exports hold neither hosts nor credentials.
 */
export function createConnections(configs: NonNullable<Envelope['data']['configs']>): Connections {
  const byId = new Map(Object.entries(configs))
  const counts = new Map<string, number>()
  for (const { module } of byId.values()) counts.set(module, (counts.get(module) ?? 0) + 1)
  const named = new Map<string, ImportedConnection>()
  const byConfig = new Map<string, ImportedConnection>()

  const shared = (module: string): ImportedConnection => {
    const name = accountNames.get(module) ?? module
    const known = named.get(name)
    if (known !== undefined) return known
    return add({ name, connector: connectorNames.get(module) ?? name, label: '', usedBy: [] })
  }
  const add = (connection: ImportedConnection): ImportedConnection => {
    named.set(connection.name, connection)
    return connection
  }
  const ofConfig = (id: string): ImportedConnection | undefined => {
    const known = byConfig.get(id)
    const config = byId.get(id)
    if (known !== undefined || config === undefined) return known
    const base = accountNames.get(config.module) ?? config.module
    const label = config.name ?? ''
    const isOnly = counts.get(config.module) === 1
    const connection = isOnly
      ? shared(config.module)
      : add({
          name: free(base, label),
          connector: connectorNames.get(config.module) ?? base,
          label,
          usedBy: [],
        })
    if (connection.label === '') connection.label = label
    byConfig.set(id, connection)
    return connection
  }
  const free = (base: string, label: string): string => {
    const slug = toSlug(label)
    const wanted = slug === '' ? base : `${base}-${slug}`
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted}-${count}`
      if (!named.has(name)) return name
    }
  }
  return {
    connect: (card, flow) => {
      const found = card.connection === null ? undefined : ofConfig(card.connection)
      const connection = found ?? shared(card.address.module)
      if (!connection.usedBy.includes(flow)) connection.usedBy.push(flow)
      return connection
    },
    list: () => [...named.values()],
  }
}

/** Nicknames may be host names or sentences. */
function toSlug(label: string): string {
  return label
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
}
