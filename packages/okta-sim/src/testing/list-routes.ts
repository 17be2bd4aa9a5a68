import { createApp } from '../create-app.ts'
import { createFaultPlan } from '../faults/fault-plan.ts'
import { unseeded } from '../faults/random.ts'
import { systemClock } from '../org/clock.ts'
import { createOrgState } from '../org/org-state.ts'

/** The routes that the org serves, as `GET /api/v1/users/:user`. */
export function listRoutes(): { all: string[]; match(method: string, path: string): string | undefined } {
  const state = createOrgState({
    baseUrl: 'http://127.0.0.1',
    allowHttpHooks: false,
    hookFiltering: true,
    clock: systemClock,
    faults: createFaultPlan(unseeded),
    draw: unseeded,
    searchLagMs: 0,
    ruleLagMs: 0,
  })
  const closed = new AbortController().signal
  const app = createApp(state, { timeoutMs: 1, closed, rates: {}, concurrency: Infinity })
  const routes = app.routes.filter(({ method }) => method !== 'ALL')
  const patterns = routes.map(({ method, path }) => ({
    name: `${method} ${path}`,
    method,
    pattern: new RegExp(`^${path.replaceAll('.', String.raw`\.`).replaceAll(/:\w+/g, '[^/]+')}$`),
  }))
  return {
    all: [...new Set(patterns.map(({ name }) => name))],
    match: (method, path) => patterns.find((each) => each.method === method && each.pattern.test(path))?.name,
  }
}
