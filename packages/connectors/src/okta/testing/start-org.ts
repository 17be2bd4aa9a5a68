import { createTestContext, lookUpAction, runAction } from '@keyway/connectors/testing'
import { startOktaSim, type OktaSim, type OktaSimOptions } from '@keyway/okta-sim'
import type { Action, ActionContext, Json, JsonObject } from '@keyway/sdk'
import { okta } from '../index.ts'

/** A simulated org, and what the executor does with an action there. */
export interface TestOrg {
  sim: OktaSim
  context: ActionContext
  run: (action: Action, input?: JsonObject) => Promise<JsonObject>
  lookUp: (action: Action, input: JsonObject) => Promise<Json | undefined>
  /** The state before a change, as the journal would keep it. */
  stateOf: (action: Action, input: JsonObject) => Promise<Json>
  /** Carries a change out, then takes it back; answers with the state before, between and after. */
  runAndUndo: (action: Action, input: JsonObject) => Promise<[Json, Json, Json]>
  /** A call of its own, for what a test needs to be there. */
  call: (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: Json,
  ) => Promise<JsonObject>
}

export async function startOrg(options: OktaSimOptions = { seed: true }): Promise<TestOrg> {
  const sim = await startOktaSim(options)
  const connection = { domain: sim.url, token: sim.apiToken }
  const context = createTestContext({ connector: okta, connection, now: Date.now() })
  const run = async (action: Action, input: JsonObject = {}): Promise<JsonObject> =>
    Object(await runAction(action, input, context))
  const stateOf = async (action: Action, input: JsonObject): Promise<Json> => {
    const state = await action.readState?.(action.input.parse(input), context)
    return JSON.parse(JSON.stringify(state ?? null))
  }
  return {
    sim,
    context,
    run,
    stateOf,
    lookUp: (action, input) => lookUpAction(action, input, context),
    async runAndUndo(action, input) {
      const before = await stateOf(action, input)
      const output = await run(action, input)
      const between = await stateOf(action, input)
      const { inverse } = action
      const back = inverse?.input({ input: action.input.parse(input), before, output })
      const other = okta.actions.find(({ id }) => id === inverse?.action)
      if (back === undefined || other === undefined) throw new Error(`Nothing takes ${action.id} back.`)
      await run(other, back)
      return [before, between, await stateOf(action, input)]
    },
    async call(method, path, body) {
      const sent = { method, path: { relative: path }, ...(body === undefined ? {} : { body }) }
      return Object((await context.http.request(sent)).body)
    },
  }
}

/** The id that Okta gave an object. */
export function idOf(made: JsonObject): string {
  if (typeof made['id'] !== 'string') throw new Error('It has no id.')
  return made['id']
}
