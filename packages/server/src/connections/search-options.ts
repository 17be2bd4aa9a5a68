import { compileValue, findInputTakers, parseFlow, type InputTaker } from '@keyway/engine'
import { findFieldMeta, InputError, isJsonObject, type Json, type JsonObject, type Option } from '@keyway/sdk'
import { ConflictError, NotFoundError } from '../errors.ts'
import { findFlow, listBindings } from '../flows/store.ts'
import { notFound } from './change-connections.ts'
import { openConnection } from './open-connection.ts'
import { findStoredConnection } from './store.ts'
import { toContext, type TryDeps } from './try-connection.ts'

const searchMs = 15_000
/** More than this many choices nobody reads. */
const mostOptions = 100

/** What is searched, and the other inputs as JSON text, as far as they are known. */
interface WantedOptions {
  search: string
  inputs: string
}

/**
 * Live choices for a field of an action, searched on the other side.
 *
 * @throws {InputError} when there is no such action or field, or the field offers no choices.
 */
export async function searchOptions(
  deps: TryDeps,
  connectionId: string,
  wanted: WantedOptions & { action: string; field: string },
): Promise<Option[]> {
  if ((await findStoredConnection(deps.database.kysely, connectionId)) === undefined) throw notFound()
  const connection = await openConnection(deps, connectionId)
  const action = connection.connector.actions.find(({ id }) => id === wanted.action)
  if (action === undefined) {
    throw new InputError(`${connection.connector.title} has no action "${wanted.action}".`)
  }
  const options = findFieldMeta(fieldOf(action.input, wanted.field) ?? {})?.options
  if (options === undefined) {
    throw new InputError(`The field "${wanted.field}" of ${action.title} offers no choices. Enter a value.`)
  }
  const found = await options(toContext(deps, connection, searchMs), wanted.search, readInputs(wanted.inputs))
  const { text } = connection.redactor
  return found.slice(0, mostOptions).map(({ value, label, hint }) => ({
    value: text(value),
    label: text(label),
    ...(hint === undefined ? {} : { hint: text(hint) }),
  }))
}

export function readInputs(written: string): JsonObject {
  try {
    const inputs: Json = JSON.parse(written)
    if (isJsonObject(inputs)) return inputs
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new InputError('"inputs" must be a JSON object with the other inputs of the action.')
}

/** The schema of a top-level field; inputs that are refined objects have a shape all the same. */
export function fieldOf(input: object, name: string): object | undefined {
  const shape: unknown = 'shape' in input ? input.shape : undefined
  if (typeof shape !== 'object' || shape === null) return undefined
  const schema: unknown = Object.entries(shape).find(([key]) => key === name)?.[1]
  return typeof schema === 'object' && schema !== null ? schema : undefined
}

/**
 * Live choices for an input of a flow: those of the first step that takes it as it is and offers any.
 *
 * @throws what {@link findTaker} throws, and what the other side refuses.
 */
export async function searchInputOptions(
  deps: TryDeps,
  flow: { flowId: string; input: string },
  { search, inputs }: WantedOptions,
): Promise<Option[]> {
  const { taker, connectionId } = await findTaker(deps, flow, 'options')
  const known = knownInputs(taker, readInputs(inputs))
  const { use: action, field } = taker
  return searchOptions(deps, connectionId, { action, field, search, inputs: JSON.stringify(known) })
}

/**
 * The first step that takes an input of the published version of a flow, else of its draft, into a field with this, and
 * the connection that the flow is bound to there.
 *
 * @throws {NotFoundError} for an unknown flow; {InputError} when there is no such step; {ConflictError} when the
 *   connection is not bound.
 */
export async function findTaker(
  deps: TryDeps,
  { flowId, input }: { flowId: string; input: string },
  wanted: 'options' | 'dynamicFields',
): Promise<{ taker: InputTaker; connectionId: string }> {
  const { kysely } = deps.database
  const row = await findFlow(kysely, flowId)
  if (row === undefined) throw new NotFoundError('There is no such flow.')
  const document = parseFlow(JSON.parse(row.published_document ?? row.draft))
  const taker = findInputTakers(document).find((one) => {
    const schema = deps.catalog.actions.get(one.use)?.action.input
    return (
      one.input === input && findFieldMeta(fieldOf(schema ?? {}, one.field) ?? {})?.[wanted] !== undefined
    )
  })
  if (taker === undefined) {
    throw new InputError(`No step of "${row.name}" offers choices for the input "${input}". Enter a value.`)
  }
  const bound = (await listBindings(kysely, flowId)).find(({ name }) => name === taker.connection)
  if (bound === undefined) {
    throw new ConflictError(
      `"${row.name}" is not bound to a connection for "${taker.connection}". Bind one first.`,
    )
  }
  return { taker, connectionId: bound.connection_id }
}

/** What the step would get from these inputs of the flow; what depends on anything else is left out. */
export function knownInputs(taker: InputTaker, inputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(taker.with).flatMap(([name, value]): [string, Json][] => {
      try {
        const { references, evaluate } = compileValue(value)
        if (references.some(({ root }) => root !== 'trigger')) return []
        return [[name, evaluate((root) => (root === 'trigger' ? inputs : undefined))]]
      } catch (error) {
        // What was typed so far does not fit yet.
        if (error instanceof InputError) return []
        throw error
      }
    }),
  )
}
