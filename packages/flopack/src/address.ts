/** Type of a card: `root:kernel:<module>:<version>:<method>` or `root:channels:http:<connector>:<version>:<method>`. */
export interface CardAddress {
  /** Part of the platform, not of a connector. */
  isKernel: boolean
  /** Kernel module or connector key, with the suffix that connectors of the builder carry. */
  module: string
  method: string
  /** `module.method`: what mappings and reports name. */
  card: string
}

/** Splits an address; undefined when it has neither form. */
export function parseAddress(address: string): CardAddress | undefined {
  const parts = address.split(':')
  const isKernel = parts.length === 5 && parts[0] === 'root' && parts[1] === 'kernel'
  const isConnector =
    parts.length === 6 && parts[0] === 'root' && parts[1] === 'channels' && parts[2] === 'http'
  if (!isKernel && !isConnector) return undefined
  const module = parts.at(-3)
  const method = parts.at(-1)
  if (module === undefined || module === '' || method === undefined || method === '') return undefined
  return { isKernel, module, method, card: `${module}.${method}` }
}
