import {
  z,
  type Action,
  type Card,
  type Catalog,
  type Connector,
  type EventType,
  type Json,
} from '@keyway/sdk'

type Schema = Readonly<Record<string, Json>>

interface Described {
  id: string
  title: string
  description: string
  input: Schema
  output: Schema
}

/** Declarations as data: what the catalogue of the HTTP contract answers. Schemas are JSON Schemas. */
export interface CatalogDescription {
  cards: readonly Described[]
  connectors: readonly {
    id: string
    title: string
    description: string
    connection: Schema
    actions: readonly (Described & { effect: Action['effect']; isPaged: boolean })[]
    events: readonly {
      id: string
      title: string
      description: string
      types: readonly string[]
      /** Which of `eventOutputs` it brings; null where nobody knows. */
      output: number | null
    }[]
    eventOutputs: readonly Schema[]
    eventTypes: readonly EventType[]
  }[]
}

/**
 * A catalogue made of its description, so that flows can be checked where the declarations themselves are not: in a
 * browser. Its schemas say what the real ones say and take every value; nothing in it can run.
 */
export function describedCatalog({ cards, connectors }: CatalogDescription): Catalog {
  const known = connectors.map(toConnector)
  const actions = known.flatMap((connector) => connector.actions.map((action) => ({ action, connector })))
  return {
    // Control steps are listed among the cards for people who look for them; they are no cards.
    cards: new Map(
      cards.filter(({ id }) => !id.startsWith('control.')).map((card) => [card.id, toCard(card)]),
    ),
    connectors: new Map(known.map((connector) => [connector.id, connector])),
    actions: new Map(actions.map((found) => [found.action.id, found])),
  }
}

function toCard({ id, title, description, input, output }: Described): Card {
  const described = { id, title, description, standsFor: [], examples: [], failures: [] }
  return { kind: 'card', ...described, input: saying(input), output: saying(output), run: () => refuse(id) }
}

function toConnector(connector: CatalogDescription['connectors'][number]): Connector {
  const { id, title, description, connection, eventTypes } = connector
  const outputs = connector.eventOutputs.map(saying)
  const fields =
    typeof connection['properties'] === 'object' ? Object.keys(connection['properties'] ?? {}) : []
  return {
    kind: 'connector',
    id,
    title,
    description,
    connection: z.object(Object.fromEntries(fields.map((name) => [name, z.unknown()]))),
    actions: connector.actions.map(toAction),
    operations: [],
    events: connector.events.map(({ output, ...event }) => {
      const schema = output === null ? undefined : outputs[output]
      return { ...event, ...(schema === undefined ? {} : { output: schema }) }
    }),
    eventScopes: [],
    scopes: {},
    eventTypes,
  }
}

function toAction(action: CatalogDescription['connectors'][number]['actions'][number]): Action {
  const { id, title, description, effect, isPaged } = action
  return {
    kind: 'action',
    id,
    title,
    description,
    effect,
    scopes: [],
    standsFor: [],
    input: saying(action.input),
    output: saying(action.output),
    run: () => refuse(id),
    ...(isPaged ? { readPage: () => refuse(id) } : {}),
  }
}

/** A schema that takes everything, and whose JSON Schema is this one. */
function saying(schema: Schema): z.ZodType {
  return z.unknown().meta({ ...schema })
}

function refuse(id: string): never {
  throw new Error(`"${id}" is known by its description only and cannot run here.`)
}
