import {
  account,
  catalog,
  connections,
  events,
  executions,
  flows,
  folders,
  oktaHooks,
  oktaSources,
  system,
  tables,
  triggers,
} from '@keyway/api'
import type { Route } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { fakeCatalog, fakeEvents } from './catalog.ts'
import { FakeProblem } from './problem.ts'
import { createFakeState } from './state.ts'

interface CallOf<Params, Query, Body> {
  params: Params
  query: Query
  body: Body
}

interface Handler {
  method: string
  pattern: RegExp
  names: readonly string[]
  answer: (input: { params: unknown; query: unknown; body: unknown }) => unknown
}

/**
 * The routes the console uses, answered from memory: to build pages before a server runs, never to prove that they
 * work. Inputs are parsed by the declared schemas, so a wrong call fails here as it would there.
 */
export function createFakeApi(): (request: Request) => Promise<Response> {
  const state = createFakeState()
  const handlers: Handler[] = []
  function on<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
    route: Route<P, Q, B, A>,
    answer: (input: CallOf<z.output<P>, z.output<Q>, z.output<B>>) => z.input<A>,
  ) {
    handlers.push({
      method: route.method,
      pattern: new RegExp(`^${route.path.replaceAll(/:[A-Za-z]+/g, '([^/]+)')}$`),
      names: [...route.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? ''),
      answer: ({ params, query, body }) =>
        answer({
          params: route.params.parse(params),
          query: route.query.parse(query),
          body: route.body.parse(body),
        }),
    })
  }

  on(account.getSetup, () => ({ needed: state.isSetupNeeded }))
  on(account.completeSetup, ({ body }) => state.signUp(body))
  on(account.signIn, ({ body }) => state.signIn(body))
  on(account.getSession, () => state.session())
  on(account.signOut, () => state.signOut())
  on(account.listApiTokens, () => ({ items: state.tokens }))
  on(account.createApiToken, ({ body }) => state.createToken(body))
  on(account.revokeApiToken, ({ params }) => state.revokeToken(params.tokenId))
  on(catalog.getCatalog, () => fakeCatalog)
  on(catalog.searchEvents, ({ query }) => {
    const items = fakeEvents.filter(({ title, event }) => `${title} ${event}`.includes(query.search))
    return { items, total: items.length }
  })
  on(triggers.previewTrigger, ({ body }) => ({
    source: 'okta',
    tested: state.events.length,
    ofType: state.events.length,
    matched: state.events.length,
    since: state.events.at(-1)?.receivedAt ?? null,
    events: state.events.slice(0, body.show),
    warnings: [],
  }))
  on(system.listSettings, () => ({ items: [] }))
  on(system.getSystem, () => state.system())
  on(connections.listConnections, () => ({ items: state.connections }))
  on(connections.createConnection, ({ body }) => state.createConnection(body))
  on(connections.updateConnection, ({ params, body }) => state.updateConnection(params.connectionId, body))
  on(connections.deleteConnection, ({ params }) => state.deleteConnection(params.connectionId))
  on(connections.testConnection, ({ params }) => state.testConnection(params.connectionId))
  on(oktaSources.listOktaSources, () => ({ items: [] }))
  on(oktaHooks.listOktaHooks, () => ({ items: state.hooks }))
  on(oktaHooks.createOktaHook, ({ body }) => state.createHook(body))
  on(oktaHooks.updateOktaHook, ({ params, body }) => state.updateHook(params.hookId, body))
  on(oktaHooks.deleteOktaHook, ({ params }) => state.deleteHook(params.hookId))
  on(events.listEvents, ({ query }) => ({
    items: state.events.filter((event) => query.type === undefined || event.type.includes(query.type)),
    next: null,
  }))
  on(events.getEvent, ({ params }) => state.event(params.eventId))
  on(flows.listFlows, () => ({ items: state.flows }))
  on(flows.getFlow, ({ params }) => state.flow(params.flowId))
  on(flows.bindConnections, ({ params, body }) => state.bind(params.flowId, body.bindings))
  on(flows.publishFlow, ({ params }) => state.publish(params.flowId))
  on(flows.switchFlow, ({ params, body }) => state.switchFlow(params.flowId, body.isOn))
  on(flows.deleteFlow, ({ params }) => state.deleteFlow(params.flowId))
  on(flows.discardDraft, ({ params }) => state.discard(params.flowId))
  on(flows.changeDetails, ({ params, body }) => state.changeDetails(params.flowId, body))
  on(folders.listFolders, () => state.folders())
  on(folders.createFolder, ({ body }) => state.createFolder(body.path))
  on(folders.renameFolder, ({ params, body }) => state.renameFolder(params.folderId, body.path))
  on(folders.deleteFolder, ({ params }) => state.deleteFolder(params.folderId))
  on(flows.runFlow, () => ({ executionId: state.executions[0]?.id ?? '' }))
  on(flows.importFlows, ({ body }) => state.importFlows(body))
  on(executions.listExecutions, ({ query }) => state.listExecutions(query))
  on(executions.getExecution, ({ params }) => state.execution(params.executionId))
  on(executions.cancelExecution, ({ params }) => state.setStatus(params.executionId, 'cancelled'))
  on(executions.rerunExecution, ({ params }) => ({ executionId: params.executionId }))
  on(executions.resolveInDoubt, ({ params }) => state.setStatus(params.executionId, 'succeeded'))
  on(tables.listTables, () => ({ items: state.tables }))
  on(tables.listTableRows, () => ({ items: state.rows, next: null }))

  return async (request) => {
    const url = new URL(request.url)
    if (url.pathname === '/api/live') return state.live()
    for (const { method, pattern, names, answer } of handlers) {
      const match = pattern.exec(url.pathname)
      if (match === null || method !== request.method) continue
      const params = Object.fromEntries(
        names.map((name, at) => [name, decodeURIComponent(match[at + 1] ?? '')]),
      )
      const text = await request.text()
      try {
        const body: unknown = text === '' ? {} : JSON.parse(text)
        const answered = answer({ params, query: Object.fromEntries(url.searchParams), body })
        return answered === undefined ? new Response(null, { status: 204 }) : Response.json(answered)
      } catch (error) {
        return toProblem(error)
      }
    }
    return toProblem(new FakeProblem(404, `No route answers ${request.method} ${url.pathname}.`))
  }
}

function toProblem(error: unknown): Response {
  const status = error instanceof FakeProblem ? error.status : 400
  const title = error instanceof Error ? error.message : String(error)
  return Response.json(
    { type: 'about:blank', title, status, code: status === 401 ? 'not_signed_in' : 'fake_problem' },
    { status, headers: { 'content-type': 'application/problem+json' } },
  )
}
