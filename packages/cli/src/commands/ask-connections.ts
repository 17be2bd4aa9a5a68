import { connections } from '@keyway/api'
import type { TextProblem } from '@keyway/server'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import type { ServerOptions } from '../server-options.ts'

/**
 * Asks connections of a server what the objects in a flow may hold. Where a flow's own name for a connection is among
 * them it is asked, else the first one of the connector. A connection that does not answer is a warning.
 */
export async function askConnections(
  server: ServerOptions,
  names: readonly string[],
): Promise<(content: string) => Promise<TextProblem[]>> {
  const { checkMembersIn } = await import('@keyway/server')
  const call = connect(server)
  const { items } = await call(connections.listConnections)
  const asked = names.map((name) => {
    const found = items.find((item) => item.name === name)
    if (found !== undefined) return found
    throw new CommandError(
      `There is no connection "${name}". There are: ${items.map((item) => item.name).join(', ')}.`,
    )
  })
  return async (content) => {
    const failed = new Set<string>()
    const warnings = await checkMembersIn(content, async ({ connector, connection, ...query }) => {
      const fitting = asked.filter((one) => one.connector === connector)
      const chosen = fitting.find(({ name }) => name === connection) ?? fitting[0]
      if (chosen === undefined) return undefined
      try {
        return (await call(connections.readFields, { params: { connectionId: chosen.id }, query })).fields
      } catch (error) {
        if (!(error instanceof CommandError)) throw error
        failed.add(`The attributes were not checked: ${error.message}`)
        return undefined
      }
    })
    const unanswered = [...failed].map((message) => ({
      line: 1,
      column: 1,
      path: null,
      severity: 'warning' as const,
      message,
    }))
    return [...warnings, ...unanswered]
  }
}
