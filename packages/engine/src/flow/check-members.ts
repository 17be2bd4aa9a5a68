import { findFieldMeta, isJsonObject, type Catalog, type DynamicField, type Json } from '@keyway/sdk'
import { isTemplate } from '../mapping/template.ts'
import { walkPlaces } from './walk.ts'
import { closest } from './closest.ts'
import type { Flow, Value } from './document.ts'
import { walkSteps } from './walk.ts'

/** An object in a flow whose members only the other side knows. */
export interface MemberPlace {
  /** `steps[2]` */
  step: string
  /** The action, and its field. */
  use: string
  field: string
  connection: string | undefined
  /** All inputs of the step. */
  with: Readonly<Record<string, Value>>
  members: Readonly<Record<string, Value>>
  /** Whether all that is required must be among them. */
  isWhole: boolean
}

/** The objects that a flow gives to fields with dynamic members, in document order. */
export function findMemberPlaces(flow: Flow, catalog: Catalog): MemberPlace[] {
  const paths = [...walkPlaces(flow.steps)].map(({ path }) => path)
  return [...walkSteps(flow.steps)].flatMap((step, at) => {
    if (!('use' in step) || step.with === undefined) return []
    const { use, connection, with: given } = step
    const input = catalog.actions.get(use)?.action.input
    const shape: unknown = input !== undefined && 'shape' in input ? input.shape : undefined
    if (typeof shape !== 'object' || shape === null) return []
    return Object.entries(shape).flatMap(([field, schema]): MemberPlace[] => {
      const dynamic = findFieldMeta(Object(schema))?.dynamicFields
      const members = membersOf(given[field])
      if (dynamic === undefined || members === undefined) return []
      const { isWhole } = dynamic
      return [{ step: paths[at] ?? '', use, field, connection, with: given, members, isWhole }]
    })
  })
}

/** The members where the flow itself names them; undefined where another step brings the object. */
function membersOf(value: Value | undefined): Record<string, Value> | undefined {
  if (!isJsonObject(value) || typeof value['ref'] === 'string') return undefined
  const { const: whole } = value
  if (whole === undefined || Object.keys(value).length > 1) return value
  return isJsonObject(whole) ? whole : undefined
}

/** Something about a member that the other side would not take as it is. */
export interface MemberWarning {
  /** Undefined for what is missing. */
  member: string | undefined
  message: string
}

/** What differs between members that a flow gives and those that the other side knows. */
export function compareMembers(
  { members, isWhole }: Pick<MemberPlace, 'members' | 'isWhole'>,
  fields: readonly DynamicField[],
): MemberWarning[] {
  const byName = new Map(fields.map((field) => [field.name, field]))
  const wrong = Object.entries(members).flatMap(([member, value]): MemberWarning[] => {
    const field = byName.get(member)
    if (field !== undefined) {
      const message = judge(field, value)
      return message === undefined ? [] : [{ member, message }]
    }
    const near = closest(member, [...byName.keys()])
    const meant = near === undefined ? '' : ` Did you mean "${near}"?`
    return [{ member, message: `"${member}" is not known there.${meant}` }]
  })
  const missing = fields.filter(
    ({ name, isRequired }) => isWhole && isRequired && !Object.hasOwn(members, name),
  )
  return [
    ...wrong,
    ...missing.map(({ name, title }) => ({
      member: undefined,
      message: `"${name}" (${title}) is required there and not given.`,
    })),
  ]
}

function judge({ name, isReadOnly, type, choices }: DynamicField, value: Json): string | undefined {
  if (isReadOnly) return `"${name}" is read-only there: what is given is refused or ignored.`
  const isKnown =
    !(typeof value === 'string' && isTemplate(value)) && !(isJsonObject(value) && 'ref' in value)
  if (!isKnown || value === null || value === '') return undefined
  if (choices !== undefined && !choices.some((choice) => choice.value === value)) {
    if (Array.isArray(value)) return undefined
    return `"${name}" takes ${choices.map((choice) => JSON.stringify(choice.value)).join(', ')} there; found ${JSON.stringify(value)}.`
  }
  const found = typeOf(value)
  return found === type ? undefined : `"${name}" is a ${type} there; found a ${found}.`
}

function typeOf(value: Json): DynamicField['type'] {
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  return typeof value === 'string' ? 'text' : 'object'
}
