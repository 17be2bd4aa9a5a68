import type { Step, Value } from '@keyway/engine'
import { kernelCards, type CustomFields, type KernelCardMapping } from '../cards/kernel.ts'
import { unsupportedLoss } from '../cards/unsupported-cards.ts'
import type { ExportCard, Field } from '../body.ts'
import { toOperator } from '../conditions.ts'
import { toConstant, toText } from '../constants.ts'
import { fieldName } from '../connector-mapping.ts'
import { inputValue, isGiven, isPinned, openInputValue } from '../pins.ts'
import { listCards, recordPath } from '../records.ts'
import { inputSource } from '../resolve.ts'
import type { Scope } from '../scope.ts'
import { toRecord, toValue } from '../write.ts'
import { readZone } from '../zones.ts'
import { stepId } from './assign-ids.ts'
import { titled, unsupportedStep } from './common.ts'
import { readTemplate } from './template.ts'
import { losses } from '../losses.ts'

/** A card that computes: its fields renamed, author-defined ones gathered. */
export function translateKernelCard(scope: Scope, card: ExportCard): Step[] {
  const type = card.address.card
  const mapping = Object.hasOwn(kernelCards, type) ? kernelCards[type] : undefined
  if (mapping === undefined) return [unsupportedStep(scope, card, unsupportedLoss(card))]
  const values = new Map<string, Value>()
  const gathered = mapping.custom === undefined ? [] : gatheredFields(card, mapping.custom)
  for (const input of card.inputs) {
    // All inputs of a card with a template are named in its text.
    if (input.isErrorInput || input.isFlow || gathered.includes(input) || mapping.template !== undefined)
      continue
    const name = fieldName(input)
    const to = Object.hasOwn(mapping.inputs, name) ? mapping.inputs[name] : undefined
    if (mapping.operator !== undefined && input.key === mapping.operator && to !== undefined) {
      const operator = isPinned(card, input) ? undefined : toOperator(input.data)
      if (operator === undefined) return [unsupportedStep(scope, card, losses.comparison)]
      values.set(to, operator)
    } else if (to !== undefined) {
      if (!isGiven(card, input)) continue
      const isZone = to === 'zone' && !isPinned(card, input)
      values.set(to, isZone ? zoneValue(scope, card, input) : mappedValue(scope, card, input))
    } else if (isGiven(card, input)) {
      scope.context.report.adapted(card, losses.input(input.key))
    }
  }
  const { custom, declaredType, template } = mapping
  if (template !== undefined) values.set(template.into, readTemplate(scope, card, template.from))
  if (custom !== undefined) values.set(custom.into, gather(scope, card, { custom, fields: gathered }))
  const typed =
    declaredType === undefined ? undefined : card.inputs.find(({ key }) => key === declaredType.of)
  if (declaredType !== undefined && typed !== undefined && typed.type !== 'any') {
    values.set(declaredType.into, typed.type)
  }
  scope.context.report.exact(card)
  return [
    {
      id: stepId(scope, card.uuid, card.title),
      ...titled(card),
      use: mapping.use,
      ...(values.size === 0 ? {} : { with: Object.fromEntries(values) }),
    },
  ]
}

/** Fields that end up together in one input: fixed ones first, then the author's in their order. */
function gatheredFields(card: ExportCard, custom: CustomFields): Field[] {
  if (custom.from === 'outputs') return [...card.outputs.values()].filter((output) => output.isCustom)
  const first = (custom.first ?? []).flatMap((key) => card.inputs.filter((input) => fieldName(input) === key))
  const own = card.inputs.filter((input) =>
    custom.group === undefined ? input.isCustom && input.group === null : input.group === custom.group,
  )
  return [...first, ...own.filter((input) => !input.isErrorInput && !first.includes(input))]
}

function gather(
  scope: Scope,
  card: ExportCard,
  { custom, fields }: { custom: NonNullable<KernelCardMapping['custom']>; fields: Field[] },
): Value {
  if (custom.from === 'outputs') return toConstant(Object.fromEntries(fields.map(({ key }) => [key, key])))
  const values = fields.map((input) => [input.key, openInputValue(scope, card, input)] as const)
  return custom.as === 'list' ? values.map(([, value]) => value) : toRecord(scope.context, values)
}

function zoneValue(scope: Scope, card: ExportCard, input: Field): Value {
  return toConstant(readZone(toText(input.data), card, scope.context.report))
}

/** A list card reads items whose fields may have other names here than in the export. */
function mappedValue(scope: Scope, card: ExportCard, input: Field): Value {
  const list = Object.hasOwn(listCards, card.address.card) ? listCards[card.address.card] : undefined
  if (list === undefined) return inputValue(scope, card, input)
  if (input.key === 'list') return toValue(scope.context, inputSource(scope, card, input))
  const items = card.inputs.find(({ key }) => key === 'list')
  const source = items === undefined ? undefined : inputSource(scope, card, items)
  if (source?.kind !== 'records' || !list.paths.includes(input.key)) return inputValue(scope, card, input)
  return isPinned(card, input)
    ? inputValue(scope, card, input)
    : toConstant(recordPath(source.record, toText(input.data)))
}
