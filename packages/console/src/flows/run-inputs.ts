import type { Trigger, TriggerInput } from '@keyway/engine'
import type { Json, JsonObject } from '@keyway/sdk'
import { parseJson } from '../values/parse-json.ts'
import { isObject } from '../values/kind.ts'

/** How a flow's trigger values are asked for: one control for each input, or JSON for events and requests. */
export type RunForm = { kind: 'inputs'; inputs: readonly TriggerInput[] } | { kind: 'json'; start: string }

/** The form for a trigger; `start` is an example to edit. */
export function toRunForm(trigger: Trigger): RunForm {
  if ('event' in trigger) return { kind: 'json', start: JSON.stringify(exampleEvent(trigger.event), null, 2) }
  if ('endpoint' in trigger) {
    const inputs = trigger.inputs ?? []
    const keysIn = (place: 'body' | 'headers' | 'query') =>
      Object.fromEntries(inputs.filter((input) => input.in === place).map((input) => [input.key, '']))
    const request = {
      headers: keysIn('headers'),
      query: keysIn('query'),
      body: JSON.stringify(keysIn('body')),
    }
    return { kind: 'json', start: JSON.stringify(request, null, 2) }
  }
  if ('source' in trigger || 'table' in trigger || 'inlineHook' in trigger)
    return { kind: 'json', start: '{}' }
  return { kind: 'inputs', inputs: 'schedule' in trigger ? [] : (trigger.inputs ?? []) }
}

/** What a person typed into the controls, by input key; lists and objects as JSON text. */
export type Typed = Readonly<Record<string, string | number | boolean>>

export type RunValues = { ok: true; values: JsonObject } | { ok: false; wrong: readonly string[] }

/** Turns typed text into trigger values of the declared types; names the inputs whose text does not fit. */
export function toRunValues(inputs: readonly TriggerInput[], typed: Typed): RunValues {
  const wrong: string[] = []
  const values: JsonObject = {}
  for (const input of inputs) {
    const given = typed[input.key]
    if (given === undefined || given === '') continue
    const value = toValue(input, given)
    if (value === undefined) wrong.push(input.key)
    else values[input.key] = value
  }
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, values }
}

function toValue(input: TriggerInput, given: string | number | boolean): Json | undefined {
  const type = input.type ?? 'any'
  if (typeof given !== 'string') return given
  if (type.endsWith('[]')) {
    const list = parseJson(given)
    return Array.isArray(list) ? list : undefined
  }
  if (type === 'object') {
    const object = parseJson(given)
    return isObject(object) ? object : undefined
  }
  // "any" takes JSON where it is JSON, and text otherwise.
  return type === 'any' ? (parseJson(given) ?? given) : given
}

function exampleEvent(event: string): JsonObject {
  const type = event.includes('.') ? event.slice(event.indexOf('.') + 1) : event
  return {
    eventType: type,
    displayMessage: '',
    severity: 'INFO',
    published: '2026-01-01T00:00:00.000Z',
    outcome: { result: 'SUCCESS' },
    actor: { id: '', type: 'User', alternateId: '', displayName: '' },
    target: [{ id: '', type: 'User', alternateId: '', displayName: '' }],
  }
}
