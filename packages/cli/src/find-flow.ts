import { flows, type AnswerOf, type Call } from '@keyway/api'
import { CommandError } from './command-error.ts'

export type FlowSummary = AnswerOf<typeof flows.listFlows>['items'][number]

/**
 * Finds a flow by its id or its name.
 *
 * @throws {CommandError} when there is none, or several share the name
 */
export async function findFlow(call: Call, idOrName: string): Promise<FlowSummary> {
  const { items } = await call(flows.listFlows)
  const byId = items.find(({ id }) => id === idOrName)
  if (byId !== undefined) return byId
  const [found, ...others] = items.filter(({ name }) => name === idOrName)
  if (found === undefined) {
    throw new CommandError(
      `There is no flow "${idOrName}". "keyway flows list" shows the ${items.length} there are.`,
    )
  }
  if (others.length > 0) {
    const ids = [found, ...others].map(({ id }) => id).join(', ')
    throw new CommandError(
      `${others.length + 1} flows are called "${idOrName}". Name the one you mean by its id: ${ids}.`,
    )
  }
  return found
}
