import { Hono } from 'hono'
import type { Org } from '../create-org.ts'
import { validationError } from '../errors/okta-error.ts'
import type { FaultPlan } from '../faults/fault-plan.ts'
import { parseFault } from '../faults/parse-fault.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import { readText } from '../org/read-field.ts'
import { scenarioNames } from '../scenarios/scenarios.ts'

/**
 * `/_simulator`: what no real org has. Scenarios are played, faults set and events written while the org runs, by
 * whoever has the administrator's API token.
 */
export function simulationApi({
  org,
  faults,
}: {
  org: Org
  faults: Pick<FaultPlan, 'add' | 'clear'>
}): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/scenarios', (c) => c.json({ scenarios: scenarioNames }))
  api.post('/scenarios/:name', (c) => {
    const name = scenarioNames.find((each) => each === c.req.param('name'))
    if (name === undefined)
      throw validationError('scenario', [`scenario: Expected one of ${scenarioNames.join(', ')}`])
    const count = Number(c.req.query('count') ?? 1)
    if (!Number.isInteger(count) || count < 1 || count > 100_000) {
      throw validationError('count', ['count: Expected a whole number from 1 to 100000'])
    }
    const before = org.events.length
    org.play(name, count)
    return c.json({ scenario: name, events: org.events.length - before })
  })
  api.post('/faults', async (c) => {
    const text = readText(await readBody(c), 'fault')
    if (text === undefined)
      throw validationError('fault', ['fault: Expected a text such as error:status=503,times=5'])
    try {
      const fault = parseFault(text)
      faults.add(fault)
      return c.json(fault, 201)
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown
      throw validationError('fault', [`fault: ${thrown.message}`])
    }
  })
  api.delete('/faults', (c) => {
    faults.clear()
    return c.body(null, 204)
  })
  api.post('/events', async (c) => {
    const body = await readBody(c)
    const eventType = readText(body, 'eventType')
    if (eventType === undefined)
      throw validationError('eventType', ['eventType: The field cannot be left blank'])
    return c.json(org.emit({ ...body, eventType }), 201)
  })
  return api
}
