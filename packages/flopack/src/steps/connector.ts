import type { Json } from '@keyway/sdk'
import type { CardStep, Step, Value } from '@keyway/engine'
import { unsupportedLoss } from '../cards/unsupported-cards.ts'
import type { ExportCard, Field } from '../body.ts'
import { toConstant, toText } from '../constants.ts'
import { fieldName, findConnectorMapping, type AppliedMapping } from '../connector-mapping.ts'
import { inputValue, isGiven, isPinned, openInputValue } from '../pins.ts'
import type { Scope } from '../scope.ts'
import { stepId } from './assign-ids.ts'
import { titled, unsupportedStep } from './common.ts'
import { toRecord } from '../write.ts'
import { translateStream } from './stream.ts'
import { translateWhere } from './table-where.ts'
import { losses, type Loss } from '../losses.ts'

/** A card that touches the world: an action with the card's fields and options. */
export function translateConnectorCard(scope: Scope, card: ExportCard): Step[] {
  const mapping = findConnectorMapping(card)
  if (mapping === undefined) return [unsupportedStep(scope, card, unsupportedLoss(card))]
  if (mapping.unsupported !== undefined) return [unsupportedStep(scope, card, mapping.unsupported)]
  const streams = card.inputs.some(
    (input) => input.isFlow && input.rawValue !== null && input.rawValue !== '',
  )
  if (streams && mapping.stream === undefined) {
    return [unsupportedStep(scope, card, losses.streaming)]
  }
  const values = readInputs(scope, card, mapping)
  if (!(values instanceof Map)) return [unsupportedStep(scope, card, values)]
  const { report } = scope.context
  report.exact(card)
  if (mapping.note !== undefined) report.adapted(card, mapping.note)
  const { stream } = mapping
  if (stream !== undefined) {
    return [
      translateStream(scope, card, {
        stream,
        use: mapping.use,
        ...connection(scope, card, mapping.use),
        values,
      }),
    ]
  }
  const id = stepId(scope, card.uuid, card.title)
  const step: CardStep = {
    id,
    ...titled(card),
    use: mapping.use,
    ...connection(scope, card, mapping.use),
    ...(values.size === 0 ? {} : { with: Object.fromEntries(values) }),
  }
  return [step]
}

/** Tables and files belong to Keyway itself; every other connector needs an account. */
function connection(scope: Scope, card: ExportCard, use: string): { connection?: string } {
  if (use.startsWith('tables.') || use.startsWith('files.')) return {}
  if (card.connection === null) {
    scope.context.report.warn('The export does not say which account this card used.', card)
  }
  return { connection: scope.context.connect(card).name }
}

type Values = Map<string, Value>

/** Inputs of the action, or the reason why they cannot be written down. */
function readInputs(scope: Scope, card: ExportCard, mapping: AppliedMapping): Values | Loss {
  const values: Values = new Map(Object.entries(mapping.with ?? {}))
  const groups = new Map<string, [string, Value][]>()
  for (const input of card.inputs) {
    if (input.isErrorInput || input.isFlow || input.group === 'Streaming') continue
    const problem =
      input.isOption || input.group === 'parameters'
        ? readOption(scope, { card, mapping, values }, input)
        : readInput(scope, { card, mapping, values, groups }, input)
    if (problem !== undefined) return problem
  }
  for (const [to, fields] of groups) values.set(to, toRecord(scope.context, fields))
  for (const hook of mapping.hooks ?? []) {
    const where = translateWhere(scope, card, hook)
    if ('reason' in where) return where
    if (where.length > 0) values.set(hook.to, where)
  }
  return values
}

interface Reading {
  card: ExportCard
  mapping: AppliedMapping
  values: Values
}

function readOption(scope: Scope, { card, mapping, values }: Reading, input: Field): Loss | undefined {
  const { options = {}, ignored = {} } = mapping
  const option = Object.hasOwn(options, input.key) ? options[input.key] : undefined
  if (option === undefined) {
    const isSettled = Object.hasOwn(ignored, input.key) || mapping.chosenBy.has(fieldName(input))
    if (isGiven(card, input) && !isSettled) {
      scope.context.report.adapted(card, losses.option(input.key))
    }
    return undefined
  }
  if (!isGiven(card, input)) return undefined
  if (isPinned(card, input)) values.set(option.to, inputValue(scope, card, input))
  else if (option.values === undefined) values.set(option.to, toConstant(input.data))
  else {
    const text = toText(input.data)
    const value: Json | undefined = Object.hasOwn(option.values, text) ? option.values[text] : undefined
    if (value === undefined) return losses.optionValue(input.key, text)
    values.set(option.to, value)
  }
  return undefined
}

function readInput(
  scope: Scope,
  { card, mapping, values, groups }: Reading & { groups: Map<string, [string, Value][]> },
  input: Field,
): Loss | undefined {
  const name = fieldName(input)
  const { inputs = {}, hooks = [], emptyGroups = [] } = mapping
  const to = Object.hasOwn(inputs, name) ? inputs[name] : undefined
  if (hooks.some((hook) => hook.input === name || hook.values === input.group)) return undefined
  const isEmptyMeant = input.group !== null && emptyGroups.includes(input.group)
  if (!isEmptyMeant && !isGiven(card, input)) return undefined
  const into = input.group === null ? undefined : mapping.groups?.[input.group]
  if (to !== undefined) {
    if (isColumnGone(scope, card, input)) return undefined
    // A limit of 0 is how the export says "no limit of mine".
    if (to === 'limit' && input.data === 0 && !isPinned(card, input)) return undefined
    values.set(to, inputValue(scope, card, input))
  } else if (into !== undefined) {
    if (isColumnGone(scope, card, input)) return undefined
    const fields = groups.get(into) ?? []
    groups.set(into, fields)
    fields.push([input.key, openInputValue(scope, card, input)])
  } else if (!mapping.chosenBy.has(name) && !Object.hasOwn(mapping.ignored ?? {}, name)) {
    scope.context.report.adapted(card, losses.input(input.key))
  }
  return undefined
}

const systemColumns: ReadonlySet<string> = new Set(['Row ID', 'Created', 'Updated'])

/** Cards may write to a column, or sort by one, that was deleted from its table since. */
function isColumnGone(scope: Scope, card: ExportCard, input: Field): boolean {
  const column = columnOf(card, input)
  if (card.address.module !== 'stash' || column === undefined) return false
  const table = card.inputs.find(({ key, group }) => key === 'stash' && group === 'parameters')?.data
  const columns = typeof table === 'string' ? scope.context.tables.get(table)?.columns : undefined
  if (columns === undefined || columns.has(column) || systemColumns.has(column)) return false
  scope.context.report.warn(`The table has no column "${column}"; ${lost[input.group ?? '']}.`, card)
  return true
}

const lost: Readonly<Record<string, string>> = {
  Fields: 'the value is left out',
  Sort: 'the rows come in no particular order',
}

function columnOf(card: ExportCard, input: Field): string | undefined {
  const { group, key, data } = input
  if (group === 'Fields') return key
  const isSort = group === 'Sort' && key === 'Column' && !isPinned(card, input)
  return isSort && typeof data === 'string' && data !== '' ? data : undefined
}
