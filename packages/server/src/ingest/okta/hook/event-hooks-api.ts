import { isJsonObject, path, RemoteError, type Http, type Json, type JsonObject } from '@keyway/sdk'

/** An event hook as Okta lists it; the secret never comes back. */
export interface EventHook {
  id: string
  name: string
  isActive: boolean
  isVerified: boolean
  uri: string
  /** In lower case, as Okta gives it. */
  headerName: string
  types: readonly string[]
  /** What Okta tests before it delivers, by event type. */
  filters: Readonly<Record<string, string>>
}

export interface EventHookDefinition {
  name: string
  uri: string
  headerName: string
  secret: string
  types: readonly string[]
  filters: Readonly<Record<string, string>>
}

/** Okta's event hooks. Needs okta.eventHooks.manage. Source: Okta event hooks. */
export interface EventHooksApi {
  list: () => Promise<EventHook[]>
  create: (definition: EventHookDefinition) => Promise<EventHook>
  /** A change of anything in the channel drops the verification. */
  replace: (id: string, definition: EventHookDefinition) => Promise<EventHook>
  activate: (id: string) => Promise<void>
  /** Okta calls the receiver. Throws RemoteError with Okta's reason when it does not answer as it should. */
  verify: (id: string) => Promise<void>
  /** Switches it off first, as Okta wants it. One that is gone is fine. */
  remove: (id: string) => Promise<void>
}

export function createEventHooksApi(http: Http): EventHooksApi {
  return {
    async list() {
      const body = await http.get(path`/api/v1/eventHooks`)
      if (!Array.isArray(body)) throw unreadable()
      return body.map(toEventHook)
    },
    create: async (definition) => toEventHook(await http.post(path`/api/v1/eventHooks`, toBody(definition))),
    async replace(id, definition) {
      const { body } = await http.request({
        method: 'PUT',
        path: path`/api/v1/eventHooks/${id}`,
        body: toBody(definition),
        effect: 'idempotent',
      })
      return toEventHook(body)
    },
    activate: async (id) => void (await lifecycle(id, 'activate')),
    verify: async (id) => void (await lifecycle(id, 'verify')),
    async remove(id) {
      const { status } = await http.request({
        method: 'POST',
        path: path`/api/v1/eventHooks/${id}/lifecycle/deactivate`,
        effect: 'idempotent',
        allow: [404],
      })
      if (status === 404) return
      await http.request({
        method: 'DELETE',
        path: path`/api/v1/eventHooks/${id}`,
        effect: 'idempotent',
        allow: [404],
      })
    },
  }

  function lifecycle(id: string, step: 'activate' | 'verify') {
    return http.request({
      method: 'POST',
      path: path`/api/v1/eventHooks/${id}/lifecycle/${step}`,
      effect: 'idempotent',
    })
  }
}

function toBody({ name, uri, headerName, secret, types, filters }: EventHookDefinition): JsonObject {
  const eventFilterMap = Object.entries(filters).map(([event, expression]) => ({
    event,
    condition: { expression },
  }))
  return {
    name,
    events: {
      type: 'EVENT_TYPE',
      items: [...types],
      // Without it the hook has none: an org that has not switched filtering on never sees the word.
      ...(eventFilterMap.length === 0 ? {} : { filter: { type: 'EXPRESSION_LANGUAGE', eventFilterMap } }),
    },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: { uri, authScheme: { type: 'HEADER', key: headerName, value: secret }, headers: [] },
    },
  }
}

function toEventHook(body: Json): EventHook {
  if (!isJsonObject(body) || typeof body['id'] !== 'string') throw unreadable()
  const config = part(part(body, 'channel'), 'config')
  const events = part(body, 'events')
  const { items } = events
  const { eventFilterMap } = part(events, 'filter')
  const filters = Array.isArray(eventFilterMap) ? eventFilterMap.filter(isJsonObject) : []
  return {
    id: body['id'],
    name: text(body['name']),
    isActive: body['status'] === 'ACTIVE',
    isVerified: body['verificationStatus'] === 'VERIFIED',
    uri: text(config['uri']),
    headerName: text(part(config, 'authScheme')['key']).toLowerCase(),
    types: Array.isArray(items) ? items.filter((item) => typeof item === 'string') : [],
    filters: Object.fromEntries(
      filters.map((entry) => [text(entry['event']), text(part(entry, 'condition')['expression'])]),
    ),
  }
}

function part(of: JsonObject, key: string): JsonObject {
  const value = of[key]
  return isJsonObject(value) ? value : {}
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

function unreadable(): RemoteError {
  return new RemoteError('Okta answered with something that is no event hook.', { code: 'answer_unreadable' })
}
