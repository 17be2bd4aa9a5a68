import { findFieldMeta, InputError, type DynamicField, type JsonObject } from '@keyway/sdk'
import { notFound } from './change-connections.ts'
import { openConnection } from './open-connection.ts'
import { fieldOf, findTaker, knownInputs, readInputs } from './search-options.ts'
import { findStoredConnection } from './store.ts'
import { toContext, type TryDeps } from './try-connection.ts'

/** What fields of an action may hold, kept for a few minutes: schemas change seldom, and people check often. */
export interface FieldReader {
  /**
   * Members of a field, as the other side declares them.
   *
   * @throws {InputError} for a field without; {NotFoundError}; what the other side refuses.
   */
  read: (
    connectionId: string,
    wanted: { action: string; field: string; inputs: string },
  ) => Promise<DynamicField[]>
  /** The same for an input of a flow, by the step that takes it as it is. */
  readForInput: (flow: { flowId: string; input: string }, inputs: string) => Promise<DynamicField[]>
}

const freshMs = 5 * 60_000
const readMs = 15_000
const mostKept = 200

export function createFieldReader(deps: TryDeps): FieldReader {
  const kept = new Map<string, { until: number; fields: Promise<DynamicField[]> }>()

  async function read(
    connectionId: string,
    { action: actionId, field, inputs }: { action: string; field: string; inputs: string },
  ): Promise<DynamicField[]> {
    if ((await findStoredConnection(deps.database.kysely, connectionId)) === undefined) throw notFound()
    const connection = await openConnection(deps, connectionId)
    const { connector, version } = connection
    const action = connector.actions.find(({ id }) => id === actionId)
    const dynamic = action && findFieldMeta(fieldOf(action.input, field) ?? {})?.dynamicFields
    if (dynamic === undefined) {
      throw new InputError(
        `The field "${field}" of "${actionId}" has no members that ${connector.title} declares.`,
      )
    }
    // What is in the field already does not change what it may hold.
    const { [field]: _, ...known }: JsonObject = readInputs(inputs)
    const key = JSON.stringify([connectionId, version, actionId, field, known])
    const held = kept.get(key)
    if (held !== undefined && held.until > Date.now()) return held.fields
    const fields = dynamic.read(toContext(deps, connection, readMs), known)
    kept.delete(key)
    kept.set(key, { until: Date.now() + freshMs, fields })
    // The oldest stand first; what failed is asked again.
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest)
    fields.catch(() => kept.delete(key))
    return fields
  }

  return {
    read,
    async readForInput(flow, inputs) {
      const { taker, connectionId } = await findTaker(deps, flow, 'dynamicFields')
      const known = knownInputs(taker, readInputs(inputs))
      return read(connectionId, { action: taker.use, field: taker.field, inputs: JSON.stringify(known) })
    },
  }
}
