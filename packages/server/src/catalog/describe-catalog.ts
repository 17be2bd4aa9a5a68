import { checks, nativeDetections } from '@keyway/identity'
import { toFormSchema, type Catalog, type Connector, type Json, type z } from '@keyway/sdk'
import type { catalog } from '@keyway/api'
import { controlSteps } from './control-steps.ts'

type Described = z.input<typeof catalog.catalogShape>

/** The declarations as data: what `keyway catalog --json` prints and the console's forms are made of. */
export function describeCatalog({ cards, connectors }: Catalog): Described {
  return {
    cards: [
      ...[...cards.values()].map(({ id, title, description, standsFor, input, output }) => ({
        id,
        title,
        description,
        standsFor: [...standsFor],
        input: schema(input, 'input'),
        output: schema(output, 'output'),
      })),
      ...controlSteps,
    ],
    connectors: [...connectors.values()].map(describeConnector),
    checks: checks.map(({ id, severity }) => ({ id, severity })),
    detections: nativeDetections(new Map()).map(({ id, severity }) => ({ id, severity })),
  }
}

function describeConnector(connector: Connector): Described['connectors'][number] {
  const { id, title, description, connection, actions, events, eventTypes } = connector
  const outputs = [...new Set(events.flatMap(({ output }) => output ?? []))]
  const byHook = new Set(eventTypes.filter(({ eligible }) => eligible).map((type) => type.id))
  return {
    id,
    title,
    description,
    connection: schema(connection, 'input'),
    scopes: { ...connector.scopes },
    actions: actions.map((action) => ({
      id: action.id,
      title: action.title,
      description: action.description,
      standsFor: [...action.standsFor],
      effect: action.effect,
      scopes: [...action.scopes],
      ...(action.inverse === undefined ? {} : { inverse: action.inverse.action }),
      isPaged: action.readPage !== undefined,
      input: schema(action.input, 'input'),
      output: schema(action.output, 'output'),
    })),
    events: events.map((event) => ({
      id: event.id,
      title: event.title,
      description: event.description,
      standsFor: [...(event.standsFor ?? [])],
      types: [...event.types],
      eligible: event.types.length > 0 && event.types.every((type) => byHook.has(type)),
      fields: (event.fields ?? []).map(({ key, title, path, type }) => ({
        key,
        title,
        reference: path === '' ? 'trigger' : `trigger.${path}`,
        type,
      })),
      output: event.output === undefined ? null : outputs.indexOf(event.output),
    })),
    eventOutputs: outputs.map((output) => schema(output, 'output')),
    eventTypes: eventTypes.map((type) => ({ ...type, tags: [...type.tags] })),
  }
}

function schema(declared: z.ZodType, io: 'input' | 'output'): Record<string, Json> {
  // A JSON Schema is JSON, which its type does not say; copying it as text also drops what is undefined.
  const { $schema: _, ...rest }: Record<string, Json> = JSON.parse(JSON.stringify(toFormSchema(declared, io)))
  return rest
}
