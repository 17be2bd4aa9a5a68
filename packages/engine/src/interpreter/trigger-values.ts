import { coerce, FlowError, isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { EndpointTrigger, Flow, TriggerInput } from '../flow/document.ts'

/**
 * What references under `trigger` read, from what arrived. Declared inputs get their declared type and their default;
 * a value that does not fit its type is an input error of the flow's start. For an endpoint, `inputs` are picked out of
 * the JSON body, the headers (names in any case) and the query.
 */
export function triggerValues(flow: Flow, arrived: Json): Json {
  const { trigger } = flow
  if ('endpoint' in trigger) return endpointValues(trigger, isJsonObject(arrived) ? arrived : {})
  if (!('inputs' in trigger) || trigger.inputs === undefined) return arrived
  const given = isJsonObject(arrived) ? arrived : {}
  return { ...given, ...inputValues(trigger.inputs, (input) => own(given, input.key)) }
}

function endpointValues(trigger: EndpointTrigger, request: JsonObject): Json {
  const body = lazily(() => parseObject(request.body ?? null))
  const headers = isJsonObject(request.headers) ? request.headers : {}
  const query = isJsonObject(request.query) ? request.query : {}
  const inputs = inputValues(trigger.inputs ?? [], (input) => {
    if (input.in === 'headers') return own(headers, input.key.toLowerCase())
    return own(input.in === 'query' ? query : body(), input.key)
  })
  return { ...request, inputs }
}

function inputValues<Input extends TriggerInput>(
  inputs: readonly Input[],
  find: (input: Input) => Json,
): JsonObject {
  return Object.fromEntries(
    inputs.map((input) => {
      const value = find(input) ?? input.default ?? null
      return [input.key, input.type === undefined || value === null ? value : typed(input, value)]
    }),
  )
}

function typed(input: TriggerInput, value: Json): Json {
  try {
    return coerce(value, input.type ?? 'any')
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    throw new FlowError(`Input "${input.key}" of the flow: ${error.message}`, {
      code: error.code,
      cause: error,
    })
  }
}

function own(values: JsonObject, key: string): Json {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : null
}

function parseObject(body: Json): JsonObject {
  if (isJsonObject(body)) return body
  try {
    const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : null
    return isJsonObject(parsed) ? parsed : {}
  } catch {
    // A body that is no JSON has no named inputs; the raw text is still there under `trigger.body`.
    return {}
  }
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined
  return () => (made ??= { value: make() }).value
}
