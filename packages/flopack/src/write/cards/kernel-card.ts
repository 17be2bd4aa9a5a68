import { valueTypes } from '@keyway/sdk'
import type { CardStep, Value } from '@keyway/engine'
import { kernelCards, type KernelCardMapping } from '../../cards/kernel.ts'
import { toText } from '../../constants.ts'
import { listCards, recordPath, recordSource } from '../../records.ts'
import { connectorRecords, type RecordName, type RecordShape } from '../../cards/connector-records.ts'
import { reference } from '../../source.ts'
import { createCard, type CardDraft } from '../draft.ts'
import { findFeed } from '../feed.ts'
import { setInput } from '../inputs.ts'
import { appendCard, cannotSay, nameOf, titleOf, type Offer, type WriteScope } from '../scope.ts'
import { readConstant, wantedOf } from '../values.ts'
import { writeGathered } from './gathered.ts'
import { splitName } from './names.ts'
import { isOpenCard, outputType } from './output-types.ts'
import { storedOperator } from './stored-operator.ts'
import { writeTemplate } from './template.ts'

const byUse: ReadonlyMap<string, { type: string; mapping: KernelCardMapping }> = new Map(
  Object.entries(kernelCards).map(([type, mapping]) => [mapping.use, { type, mapping }]),
)

export function isKernelStep(step: CardStep): boolean {
  return byUse.has(step.use)
}

/** A card that computes: its inputs under the names the export has for them. */
export function writeKernelCard(scope: WriteScope, step: CardStep): void {
  const found = byUse.get(step.use)
  if (found === undefined)
    throw cannotSay(scope, nameOf(step), `No card of Okta Workflows does "${step.use}".`)
  const { type, mapping } = found
  const card = createCard(scope.flow.ids.next(), type, titleOf(step))
  const given = new Map(Object.entries(step.with ?? {}))
  const take = (key: string): Value | undefined => {
    const value = given.get(key)
    given.delete(key)
    return value
  }
  const { template, custom, declaredType } = mapping
  if (template !== undefined)
    writeTemplate(scope, card, { from: template.from, value: take(template.into) ?? '' })
  const declared = declaredType === undefined ? undefined : take(declaredType.into)
  const record = listRecord(scope, type, given.get(mapping.inputs['list'] ?? ''))
  for (const [name, to] of Object.entries(mapping.inputs)) {
    const value = take(to)
    if (value === undefined) continue
    const [group, key] = splitName(name)
    if (key === mapping.operator) {
      const operator = storedOperator(value)
      if (operator === undefined) {
        throw cannotSay(scope, nameOf(step), `Okta Workflows does not compare with "${toText(value)}".`)
      }
      setInput(scope, card, { key, group, type: 'text', value: operator })
      continue
    }
    const asType = declaredType?.of === name ? valueTypes.find((one) => one === declared) : undefined
    const isPath = record !== undefined && listCards[type]?.paths.includes(key) === true
    setInput(scope, card, {
      key,
      group,
      ...(asType === undefined ? {} : { type: asType }),
      value: isPath ? storedPath(record, value) : value,
    })
  }
  if (custom !== undefined) writeGathered(scope, card, { step, custom, value: take(custom.into) })
  const [unknown] = given.keys()
  if (unknown !== undefined) {
    throw cannotSay(scope, nameOf(step), `The card ${type} of Okta Workflows has no input for "${unknown}".`)
  }
  appendCard(scope, card)
  scope.producers.set(step.id, {
    card,
    offers: outputOffers(step, { type, mapping, card }, record),
    open: (key) => ({ key, group: null, source: reference([step.id, key], isOpenCard(type)) }),
  })
}

function outputOffers(
  step: CardStep,
  { type, mapping, card }: { type: string; mapping: KernelCardMapping; card: CardDraft },
  record: RecordName | undefined,
): Offer[] {
  const named = Object.entries(mapping.outputs).map(([name, to]): Offer => {
    const [group, key] = splitName(name)
    const path = [step.id, to]
    const passes = record === undefined ? undefined : listCards[type]?.outputs[key]
    const declared = outputType(type, key)
    if (record !== undefined && passes === 'item') return { key, group, source: recordSource(path, record) }
    if (record !== undefined && passes === 'list')
      return { key, group, source: { kind: 'records', path, record } }
    const source = reference(path, isOpenCard(type))
    return { key, group, source, ...(declared === undefined ? {} : { type: declared }) }
  })
  // Fields that the author named come out under the same name: those of Get Multiple, and those of Assign.
  const isAssign = mapping.custom?.from === 'inputs' && named.length === 0
  const own = (isAssign ? card.inputs : card.outputs).map(({ key, group, type: declared }): Offer => {
    const source = reference([step.id, key], isOpenCard(type))
    const isKnown = isAssign && declared !== 'flow' && declared !== 'object'
    return { key, group, source, ...(isKnown ? { type: declared } : {}) }
  })
  return [...named, ...own]
}

/** What the items of a list card's list are, where the export has other names for their fields. */
function listRecord(scope: WriteScope, type: string, list: Value | undefined): RecordName | undefined {
  if (list === undefined || !Object.hasOwn(listCards, type)) return undefined
  const wanted = wantedOf(scope.flow, list)
  const source = wanted === undefined ? undefined : findFeed(scope, wanted)?.source
  return source?.kind === 'records' ? source.record : undefined
}

/** A path into items, under the export's names. */
function storedPath(record: RecordName, value: Value): Value {
  const constant = readConstant(value)?.value
  if (typeof constant !== 'string') return value
  const shape: RecordShape = connectorRecords[record]
  const candidates = Object.entries(shape.fields).flatMap(([name, field]) => {
    const own = typeof field === 'string' ? field : 'from' in field ? field.from : field.exists
    if (own === constant) return [name]
    return constant.startsWith(`${own}.`) && own !== '' ? [`${name}${constant.slice(own.length)}`] : []
  })
  const spread = shape.spread === undefined || shape.spread === '' ? '' : `${shape.spread}.`
  candidates.push(constant.startsWith(spread) ? constant.slice(spread.length) : constant, constant)
  return candidates.find((path) => recordPath(record, path) === constant) ?? value
}
