import type { LogEvent } from '../org/log-event.ts'
import { compareValues } from './compare-values.ts'
import type { El } from './el.ts'
import { ElError } from './el.ts'
import { parseEl } from './parse-el.ts'

/** What an expression gives; only `boolean` makes a filter. */
type Type = 'boolean' | 'number' | 'text' | 'list' | 'any'

const partyFields = ['id', 'type', 'alternateId', 'displayName']
const texts = new Set([
  'event.eventType',
  'event.outcome.result',
  'event.outcome.reason',
  ...partyFields.map((field) => `event.actor.${field}`),
])

/** Whether a hook wants an event of the type that the filter is for. */
export type HookFilter = (event: LogEvent) => boolean

/**
 * Reads the filter of an event hook. It may read `event.eventType`, `event.outcome`, `event.actor`, `event.target`
 * by selection, and `event.debugData`, which is not where the System Log has it.
 * @throws ElError for what the dialect does not know and for what is no condition
 */
export function parseHookFilter(text: string): HookFilter {
  const filter = parseEl(text)
  const type = typeOf(filter, 'event')
  if (type !== 'boolean')
    throw new ElError(`The expression gives a ${type}; a filter must give true or false`)
  return (event) => evaluate(filter, { event, target: undefined }) === true
}

type Place = 'event' | 'target'

function typeOf(expression: El, place: Place): Type {
  switch (expression.kind) {
    case 'literal':
      return typeOfValue(expression.value)
    case 'name':
    case 'member':
      return typeOfPath(pathOf(expression), place)
    case 'select':
      if (place !== 'event' || pathOf(expression.list) !== 'event.target') {
        throw new ElError('Only event.target can be selected from')
      }
      expectBoolean(expression.condition, 'target')
      return 'list'
    case 'call':
      return typeOfCall(expression, place)
    case 'not':
      throw new ElError("The operator '!' is not supported")
    case 'compare':
      typeOf(expression.left, place)
      typeOf(expression.right, place)
      return 'boolean'
    case 'and':
    case 'or':
      expectBoolean(expression.left, place)
      expectBoolean(expression.right, place)
      return 'boolean'
  }
}

function typeOfValue(value: (El & { kind: 'literal' })['value']): Type {
  if (value === null) return 'any'
  if (typeof value === 'string') return 'text'
  return typeof value === 'number' ? 'number' : 'boolean'
}

function expectBoolean(expression: El, place: Place): void {
  const type = typeOf(expression, place)
  if (type !== 'boolean') throw new ElError(`Expected a condition and found a ${type}`)
}

function typeOfPath(path: string | undefined, place: Place): Type {
  if (path === undefined) throw new ElError('Members of that value cannot be read')
  if (place === 'target') {
    if (partyFields.includes(path)) return 'text'
    throw new ElError(
      `Within a selection of targets there is no '${path}'; there are ${partyFields.join(', ')}`,
    )
  }
  if (texts.has(path)) return 'text'
  if (path === 'event.target') return 'list'
  if (/^event\.debugData\.\w+$/.test(path)) return 'any'
  throw new ElError(`'${path}' cannot be read by a filter`)
}

function typeOfCall({ object, name, args }: El & { kind: 'call' }, place: Place): Type {
  if (object === undefined) throw new ElError(`There is no function '${name}'`)
  const type = typeOf(object, place)
  if (name === 'size' && args.length === 0 && (type === 'list' || type === 'any')) return 'number'
  if (name === 'contains' && args.length === 1 && type !== 'number' && type !== 'boolean') {
    for (const each of args) typeOf(each, place)
    return 'boolean'
  }
  throw new ElError(`A ${type} has no method '${name}' with ${args.length} arguments`)
}

/** `event.actor.id` from nested members, undefined when something else is in between. */
function pathOf(expression: El): string | undefined {
  if (expression.kind === 'name') return expression.name
  if (expression.kind !== 'member') return undefined
  const before = pathOf(expression.object)
  return before === undefined ? undefined : `${before}.${expression.name}`
}

type Scope = { event: LogEvent; target: object | undefined }

function evaluate(expression: El, scope: Scope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value
    case 'name':
    case 'member':
      return readPath((pathOf(expression) ?? '').split('.'), scope)
    case 'select': {
      const targets = scope.event.target ?? []
      return targets.filter((target) => evaluate(expression.condition, { ...scope, target }) === true)
    }
    case 'call':
      return call(expression, scope)
    case 'not':
      return evaluate(expression.operand, scope) !== true
    case 'compare':
      return compareValues(
        expression.operator,
        evaluate(expression.left, scope),
        evaluate(expression.right, scope),
      )
    case 'and':
      return evaluate(expression.left, scope) === true && evaluate(expression.right, scope) === true
    case 'or':
      return evaluate(expression.left, scope) === true || evaluate(expression.right, scope) === true
  }
}

function call({ object, name, args }: El & { kind: 'call' }, scope: Scope): unknown {
  const subject = object === undefined ? undefined : evaluate(object, scope)
  if (name === 'size') return Array.isArray(subject) || typeof subject === 'string' ? subject.length : 0
  const [wanted] = args.map((each) => evaluate(each, scope))
  if (typeof subject === 'string') return typeof wanted === 'string' && subject.includes(wanted)
  return Array.isArray(subject) && subject.includes(wanted)
}

function readPath([root, ...rest]: readonly string[], { event, target }: Scope): unknown {
  if (target !== undefined) return readField(target, root ?? '')
  const subject = { ...event, debugData: event.debugContext.debugData }
  return rest.reduce<unknown>((value, name) => readField(value, name), subject)
}

function readField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return null
  return Object.entries(value).find(([key]) => key === name)?.[1]
}
