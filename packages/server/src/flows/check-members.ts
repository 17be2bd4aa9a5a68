import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import {
  compareMembers,
  findFlowIn,
  findMemberPlaces,
  isTemplate,
  placeInYaml,
  type TextProblem,
} from '@keyway/engine'
import { createCatalog, type DynamicField, type Json } from '@keyway/sdk'

/** Where to ask what a field may hold. */
export interface WantedFields {
  connector: string
  /** Name of the connection in the flow. */
  connection: string | undefined
  action: string
  field: string
  /** The other inputs of the step as JSON. */
  inputs: string
}

/**
 * Warnings about members of objects that the other side does not know, or would want otherwise. `fieldsOf` asks it, and
 * answers undefined where nobody is to be asked. Never errors: what the other side knows may change before the flow runs.
 */
export async function checkMembersIn(
  content: string,
  fieldsOf: (wanted: WantedFields) => Promise<readonly DynamicField[] | undefined>,
): Promise<TextProblem[]> {
  const catalog = createCatalog({ cards, connectors })
  const flow = findFlowIn(content)
  if (flow === undefined) return []
  const warnings: { step: string; field: string[]; message: string }[] = []
  for (const place of findMemberPlaces(flow, catalog)) {
    const { step, use: action, field, connection } = place
    const connector = catalog.actions.get(action)?.connector.id ?? ''
    const inputs = JSON.stringify(plainTexts(place.with))
    const fields = await fieldsOf({ connector, connection, action, field, inputs })
    if (fields === undefined) continue
    for (const { member, message } of compareMembers(place, fields)) {
      warnings.push({ step, field: ['with', field, ...(member === undefined ? [] : [member])], message })
    }
  }
  return placeInYaml(content, warnings)
}

/** Inputs that the flow itself gives; only such can be told before it runs. */
function plainTexts(inputs: Readonly<Record<string, Json>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(inputs).filter(([, value]) => typeof value === 'string' && !isTemplate(value)),
  )
}
