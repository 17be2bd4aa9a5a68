import { Hono } from 'hono'
import type { CallLimits } from '../delivery/call-hook.ts'
import { verifyEventHook } from '../delivery/verify-event-hook.ts'
import { readBody } from '../http/read-body.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { EventHook } from '../org/event-hooks.ts'
import {
  createEventHook,
  deleteEventHook,
  getEventHook,
  markVerified,
  replaceEventHook,
  setHookStatus,
} from '../org/event-hooks.ts'
import { parseHookDefinition } from '../org/hook-definition.ts'
import type { JsonObject } from '../org/json-object.ts'
import type { OrgState } from '../org/org-state.ts'

/** `/api/v1/eventHooks`: subscriptions, their verification and their switch. `limits` are those of the handshake. */
export function eventHooksApi(org: OrgState, limits: CallLimits): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  const { allowHttpHooks: allowHttp, hookFiltering: allowFilters } = org
  api.get('/', (c) => c.json([...org.eventHooks.values()].map((hook) => toHookJson(org, hook))))
  api.post('/', async (c) => {
    const definition = parseHookDefinition(await readBody(c), { allowHttp, allowFilters })
    return c.json(toHookJson(org, createEventHook(org, c.get('cause'), definition)))
  })
  api.get('/:hook', (c) => c.json(toHookJson(org, getEventHook(org, c.req.param('hook')))))
  api.put('/:hook', async (c) => {
    const body = await readBody(c)
    const hookId = c.req.param('hook')
    const rules = { allowHttp, allowFilters, previous: getEventHook(org, hookId) }
    const definition = parseHookDefinition(body, rules)
    return c.json(toHookJson(org, replaceEventHook(org, c.get('cause'), { hookId, definition })))
  })
  api.delete('/:hook', (c) => {
    deleteEventHook(org, c.get('cause'), c.req.param('hook'))
    return c.body(null, 204)
  })
  api.post('/:hook/lifecycle/verify', async (c) => {
    const hook = getEventHook(org, c.req.param('hook'))
    await verifyEventHook(org, limits, hook)
    return c.json(toHookJson(org, markVerified(org, c.get('cause'), hook)))
  })
  for (const [operation, status] of [
    ['activate', 'ACTIVE'],
    ['deactivate', 'INACTIVE'],
  ] as const) {
    api.post(`/:hook/lifecycle/${operation}`, (c) => {
      const hook = setHookStatus(org, c.get('cause'), { id: c.req.param('hook'), status })
      return c.json(toHookJson(org, hook))
    })
  }
  return api
}

function toFilterJson(filters: EventHook['filters']): JsonObject | null {
  if (filters.size === 0) return null
  const eventFilterMap = [...filters].map(([event, expression]) => ({
    event,
    condition: { expression, version: null },
  }))
  return { type: 'EXPRESSION_LANGUAGE', eventFilterMap }
}

/** The secret of `authScheme` is write-only, and its key comes back in lower case. */
function toHookJson(org: OrgState, hook: EventHook): Record<string, unknown> {
  const { channel, eventTypes, filters, ...facts } = hook
  const self = `${org.baseUrl}/api/v1/eventHooks/${hook.id}`
  const post = { allow: ['POST'] }
  return {
    ...facts,
    events: { type: 'EVENT_TYPE', items: eventTypes, filter: toFilterJson(filters) },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: {
        uri: channel.uri,
        method: 'POST',
        headers: channel.headers,
        authScheme: channel.auth ? { type: 'HEADER', key: channel.auth.key.toLowerCase() } : null,
      },
    },
    _links: {
      self: { href: self },
      verify: { href: `${self}/lifecycle/verify`, hints: post },
      ...(hook.status === 'ACTIVE'
        ? { deactivate: { href: `${self}/lifecycle/deactivate`, hints: post } }
        : { activate: { href: `${self}/lifecycle/activate`, hints: post } }),
    },
  }
}
