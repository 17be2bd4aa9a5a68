import { budgets as contract } from '@keyway/api'
import { NotFoundError } from '../errors.ts'
import type { HttpServer } from '../http/server.ts'
import { forecastCalls, listBudgets, type BudgetParts } from './budgets.ts'

/** Mounts what tells of rate limits: how much of them is used, and how long work will take within them. */
export function mountBudgets(
  server: HttpServer,
  parts: BudgetParts & {
    /** Origin that a connection leads to; undefined where it has no fixed one. */
    originOf: (connectionId: string) => Promise<string | undefined>
  },
): void {
  server.mount(contract.listBudgets, async ({ query: { connectionId } }) => {
    const items = await listBudgets(parts)
    if (connectionId === undefined) return { items }
    const origin = await parts.originOf(connectionId)
    return { items: items.filter(({ org }) => org === origin) }
  })

  server.mount(contract.forecastCalls, async ({ query }) => {
    const forecast = await forecastCalls(parts, query)
    if (forecast !== undefined) return forecast
    throw new NotFoundError(
      `Nothing is known of ${query.bucket} of ${query.org} yet. Its limit is learned from the first answer; ` +
        '"keyway budgets list" shows what is known.',
    )
  })
}
