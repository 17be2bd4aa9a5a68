import { ElError } from '../el/el.ts'
import { parseHookFilter } from '../el/hook-filter.ts'
import type { OktaError } from '../errors/okta-error.ts'
import { validationError } from '../errors/okta-error.ts'
import { isHookEligible } from './event-types.ts'

const maxEventTypes = 300
const eventTypePattern = /^[A-Za-z][\w]*(\.[\w-]+)+$/

export type HookHeader = { readonly key: string; readonly value: string }

export type HookChannel = {
  readonly uri: string
  /** The header that authenticates Okta to the receiver; its value never leaves by the API. */
  readonly auth: HookHeader | undefined
  readonly headers: readonly HookHeader[]
}

/** The writable part of an event hook. */
export type HookDefinition = {
  readonly name: string
  readonly description: string | null
  readonly eventTypes: readonly string[]
  /** Expressions by event type; types without one are not filtered. */
  readonly filters: ReadonlyMap<string, string>
  readonly channel: HookChannel
}

export type HookRules = {
  allowHttp: boolean
  allowFilters: boolean
  /** The definition being replaced: its secret stays when the new one repeats the header name without a value. */
  previous?: HookDefinition
}

/**
 * Checks the body of a create or replace call.
 * @throws OktaError E0000001 with the first fault as cause
 */
export function parseHookDefinition(body: Record<string, unknown>, rules: HookRules): HookDefinition {
  const { name, description = null } = body
  const events = toObject(body['events'], 'events')
  if (typeof name !== 'string' || name === '') throw fault('name', 'The field cannot be left blank')
  if (description !== null && typeof description !== 'string') throw fault('description', 'Expected a string')
  return {
    name,
    description,
    eventTypes: parseEventTypes(events),
    filters: parseFilters(events, rules),
    channel: parseChannel(toObject(body['channel'], 'channel'), rules),
  }
}

function parseEventTypes(events: Record<string, unknown>): string[] {
  if (events['type'] !== 'EVENT_TYPE') throw fault('events.type', "Expected 'EVENT_TYPE'")
  const items = toArray(events['items'], 'events.items')
  if (items.length === 0) throw fault('events.items', 'At least one event type is needed')
  if (items.length > maxEventTypes)
    throw fault('events.items', `At most ${maxEventTypes} event types are allowed`)
  return items.map((item) => {
    if (typeof item === 'string' && eventTypePattern.test(item) && isHookEligible(item)) return item
    throw fault('events.items', `The event type '${String(item)}' is not available to event hooks`)
  })
}

/** One entry for each event type, which the hook must subscribe to. */
function parseFilters(
  { filter, items }: Record<string, unknown>,
  { allowFilters }: HookRules,
): Map<string, string> {
  const found = new Map<string, string>()
  if (filter === undefined || filter === null) return found
  if (!allowFilters) throw fault('events.filter', 'Event hook filtering is not switched on in this org')
  const { type, eventFilterMap } = toObject(filter, 'events.filter')
  if (type !== 'EXPRESSION_LANGUAGE') throw fault('events.filter.type', "Expected 'EXPRESSION_LANGUAGE'")
  for (const each of toArray(eventFilterMap, 'events.filter.eventFilterMap')) {
    const { event, condition } = toObject(each, 'events.filter.eventFilterMap')
    const { expression } = toObject(condition, 'events.filter.eventFilterMap.condition')
    if (typeof event !== 'string' || !toArray(items, 'events.items').includes(event)) {
      throw fault('events.filter', `'${String(event)}' is not among the events of the hook`)
    }
    if (found.has(event)) throw fault('events.filter', `'${event}' has more than one filter`)
    if (typeof expression !== 'string') throw fault('events.filter', 'The expression must be a text')
    checkExpression(event, expression)
    found.set(event, expression)
  }
  return found
}

function checkExpression(event: string, expression: string): void {
  try {
    parseHookFilter(expression)
  } catch (thrown) {
    if (!(thrown instanceof ElError)) throw thrown
    throw fault('events.filter', `The filter of '${event}' is not valid: ${thrown.message}`)
  }
}

function parseChannel(channel: Record<string, unknown>, rules: HookRules): HookChannel {
  if (channel['type'] !== 'HTTP') throw fault('channel.type', "Expected 'HTTP'")
  if (channel['version'] !== '1.0.0') throw fault('channel.version', "Expected '1.0.0'")
  const config = toObject(channel['config'], 'channel.config')
  const headers = toArray(config['headers'] ?? [], 'channel.config.headers')
  return {
    uri: parseUri(config['uri'], rules),
    auth: parseAuth(config['authScheme'], rules),
    headers: headers.map((each) => parseHeader(toObject(each, 'channel.config.headers'))),
  }
}

function parseUri(uri: unknown, { allowHttp }: HookRules): string {
  const url = typeof uri === 'string' ? URL.parse(uri) : null
  if (url === null) throw fault('channel.config.uri', 'Expected an absolute address')
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    throw fault('channel.config.uri', 'Only https addresses are allowed')
  }
  return String(uri)
}

function parseAuth(input: unknown, { previous }: HookRules): HookHeader | undefined {
  if (input === undefined || input === null) return undefined
  const scheme = toObject(input, 'channel.config.authScheme')
  if (scheme['type'] !== 'HEADER') throw fault('channel.config.authScheme.type', "Expected 'HEADER'")
  const known = previous?.channel.auth
  const isRepeated = known !== undefined && String(scheme['key']).toLowerCase() === known.key.toLowerCase()
  return parseHeader({ key: scheme['key'], value: scheme['value'] ?? (isRepeated ? known.value : undefined) })
}

function parseHeader({ key, value }: Record<string, unknown>): HookHeader {
  if (typeof key === 'string' && typeof value === 'string' && isHeader(key, value)) return { key, value }
  throw fault('channel.config', 'A header needs a key and a value that are legal in HTTP')
}

function isHeader(key: string, value: string): boolean {
  return /^[\w!#$%&'*+.^`|~-]+$/.test(key) && /^[\t\x20-\x7e]+$/.test(value)
}

function toObject(value: unknown, field: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw fault(field, 'Expected an object')
  return Object.fromEntries(Object.entries(value))
}

function toArray(value: unknown, field: string): unknown[] {
  if (!Array.isArray(value)) throw fault(field, 'Expected a list')
  return value
}

function fault(field: string, cause: string): OktaError {
  return validationError(field, [`${field}: ${cause}`])
}
