import type { Json } from '@keyway/sdk'
import type { CardStep, Retry, Value } from '@keyway/engine'
import type { CardVariant, ConnectorCardMapping, OptionMapping } from '../../cards/connector-card-mapping.ts'
import { connectorCards } from '../../cards/connectors.ts'
import { toText } from '../../constants.ts'
import { createCard, findDraft, type CardDraft } from '../draft.ts'
import { canonical } from '../find-source.ts'
import { setInput } from '../inputs.ts'
import { appendCard, cannotSay, nameOf, titleOf, type WriteScope } from '../scope.ts'
import { readConstant } from '../values.ts'
import { connectorOffers } from './connector-offers.ts'
import { literalFields, splitName } from './names.ts'
import { writeWhere } from './table-where.ts'

/** A card that could do the work of an action. */
interface Candidate {
  type: string
  mapping: ConnectorCardMapping
  variant: CardVariant | undefined
  /** What holds when the variant does. */
  applied: ConnectorCardMapping
}

const byUse: ReadonlyMap<string, Candidate[]> = collectCandidates()

function collectCandidates(): Map<string, Candidate[]> {
  const found = new Map<string, Candidate[]>()
  for (const [type, mapping] of Object.entries(connectorCards)) {
    for (const variant of [...(mapping.variants ?? []), undefined]) {
      if (variant?.unsupported !== undefined) continue
      const applied = { ...mapping, ...variant }
      const others = found.get(applied.use) ?? []
      found.set(applied.use, [...others, { type, mapping, variant, applied }])
    }
  }
  return found
}

export function isConnectorStep(step: CardStep): boolean {
  return byUse.has(step.use)
}

/** A connector's card, not yet placed, with the fields the action has; `streams` if a helper runs for each record. */
export function startConnectorCard(
  scope: WriteScope,
  step: CardStep,
  streams: boolean,
): { card: CardDraft; mapping: ConnectorCardMapping } {
  const candidates = (byUse.get(step.use) ?? []).filter(
    ({ applied, mapping, variant }) =>
      (applied.stream !== undefined) === streams && fits(step, { applied, mapping, variant }),
  )
  const chosen = candidates[0]
  if (chosen === undefined) {
    throw cannotSay(scope, nameOf(step), `No card of Okta Workflows does "${step.use}" with these inputs.`)
  }
  const card = createCard(scope.flow.ids.next(), chosen.type, titleOf(step))
  writeFields(scope, card, { step, chosen })
  const [module = ''] = chosen.type.split('.')
  if (step.connection !== undefined) card.connection = scope.flow.file.connect(step.connection, module)
  return { card, mapping: chosen.applied }
}

export function writeConnectorCard(scope: WriteScope, step: CardStep): void {
  const { card, mapping } = startConnectorCard(scope, step, false)
  if (step.retry !== undefined) card.policy = retryPolicy(step.retry)
  appendCard(scope, card)
  scope.producers.set(step.id, connectorOffers(card, mapping, step.id))
}

/** Okta Workflows waits five minutes where a card does not say how long. */
function retryPolicy({ times, waitSeconds = 300 }: Retry): CardDraft['policy'] {
  return Array.isArray(waitSeconds)
    ? { type: 'finish', retry: times, delay: waitSeconds.map((seconds) => seconds * 1000) }
    : { type: 'finish', retry: times, delay: waitSeconds * 1000 }
}

/** Whether every input of the step has a place on the card, and the card brings no value that the step lacks. */
function fits(step: CardStep, candidate: Pick<Candidate, 'applied' | 'mapping' | 'variant'>): boolean {
  const { applied, mapping, variant } = candidate
  const given = step.with ?? {}
  for (const [key, value] of Object.entries(applied.with ?? {})) {
    const own = given[key]
    if (own === undefined) return false
    if (
      canonical(readConstant(own)?.value ?? null) !== canonical(value) &&
      findInput(applied, key) === undefined
    ) {
      return false
    }
  }
  const isPlaced = Object.entries(given).every(([key, value]) => {
    const constant = readConstant(value)?.value
    if (findInput(applied, key) !== undefined || findGroup(applied, key) !== undefined) return true
    if (applied.hooks?.some(({ to }) => to === key) === true) return true
    const option = findOption(applied, key)
    if (option !== undefined) return optionText(option.option, constant) !== undefined
    return canonical(constant ?? null) === canonical(applied.with?.[key] ?? null)
  })
  return isPlaced && choosesVariant({ mapping, applied, variant }, given)
}

/** Inputs that choose the variant may be inputs of the action too; then the step's value decides. */
function choosesVariant(
  { mapping, applied, variant }: Pick<Candidate, 'applied' | 'mapping' | 'variant'>,
  given: Readonly<Record<string, Value>>,
): boolean {
  const holds = ({ when }: CardVariant, inputs: Readonly<Record<string, string>>): boolean =>
    Object.entries(when).every(([name, values]) => {
      const value = given[inputs[name] ?? '']
      const constant = value === undefined ? undefined : readConstant(value)
      return constant !== undefined && values.includes(toText(constant.value))
    })
  const own = applied.inputs ?? {}
  if (variant === undefined) return mapping.variants?.some((other) => holds(other, own)) !== true
  return Object.entries(variant.when).every(([name, values]) => {
    if (own[name] !== undefined) return holds({ when: { [name]: values } }, own)
    const option = applied.options?.[splitName(name)[1]]
    if (option === undefined) return true
    const value = given[option.to]
    const text = value === undefined ? undefined : optionText(option, readConstant(value)?.value)
    return typeof text === 'string' && values.includes(text)
  })
}

function writeFields(
  scope: WriteScope,
  card: CardDraft,
  { step, chosen }: { step: CardStep; chosen: Candidate },
): void {
  const { applied, variant } = chosen
  const given = Object.entries(step.with ?? {})
  const choices = Object.entries(variant?.when ?? {}).filter(([name]) => applied.inputs?.[name] === undefined)
  for (const [name, [value = '']] of choices) {
    const [group, key] = splitName(name)
    setInput(scope, card, {
      key,
      group,
      type: 'text',
      isOption: group === 'parameters',
      value: { const: value },
    })
  }
  for (const [to, value] of given) {
    const input = findInput(applied, to)
    const group = findGroup(applied, to)
    const hook = applied.hooks?.find((candidate) => candidate.to === to)
    const option = findOption(applied, to)
    if (hook !== undefined) writeWhere(scope, card, { step, hook, value })
    else if (group !== undefined) writeGroup(scope, card, { step, group, value })
    else if (input !== undefined) {
      // The value the card has by itself is not an input of the card.
      const isOwn = canonical(readConstant(value)?.value ?? null) === canonical(applied.with?.[to] ?? null)
      const [inputGroup, key] = splitName(input)
      if (!isOwn || applied.with?.[to] === undefined) setInput(scope, card, { key, group: inputGroup, value })
    } else if (option !== undefined && findDraft(card.inputs, option.key, 'parameters') === undefined) {
      writeOption(scope, card, { option, value })
    }
  }
}

function writeGroup(
  scope: WriteScope,
  card: CardDraft,
  { step, group, value }: { step: CardStep; group: string; value: Value },
): void {
  const fields = literalFields(value)
  if (fields === undefined) {
    throw cannotSay(scope, nameOf(step), `Okta Workflows needs the fields of "${group}" one by one.`)
  }
  for (const [key, part] of fields) setInput(scope, card, { key, group, isOpen: true, value: part })
}

function writeOption(
  scope: WriteScope,
  card: CardDraft,
  { option: { key, option }, value }: { option: { key: string; option: OptionMapping }; value: Value },
): void {
  const constant = readConstant(value)
  const spec = { key, group: 'parameters', isOption: true }
  if (constant === undefined) {
    setInput(scope, card, { ...spec, value })
    return
  }
  const text = optionText(option, constant.value)
  const table = option.kind === 'table' ? scope.flow.file.findTable(toText(constant.value)) : undefined
  if (option.kind === 'table' && table === undefined) {
    throw cannotSay(scope, card.title, `The table "${toText(constant.value)}" is not part of the export.`)
  }
  setInput(scope, card, { ...spec, value: { const: table ?? text ?? constant.value } })
}

/** How the export stores an option's value; undefined for a value it does not know. */
function optionText(option: OptionMapping, value: Json | undefined): Json | undefined {
  if (option.values === undefined || value === undefined) return value ?? null
  return Object.entries(option.values).find(([, own]) => canonical(own) === canonical(value))?.[0]
}

function findInput(mapping: ConnectorCardMapping, to: string): string | undefined {
  return Object.entries(mapping.inputs ?? {}).find(([, own]) => own === to)?.[0]
}

function findGroup(mapping: ConnectorCardMapping, to: string): string | undefined {
  return Object.entries(mapping.groups ?? {}).find(([, own]) => own === to)?.[0]
}

function findOption(
  mapping: ConnectorCardMapping,
  to: string,
): { key: string; option: OptionMapping } | undefined {
  const found = Object.entries(mapping.options ?? {}).find(([, option]) => option.to === to)
  return found === undefined ? undefined : { key: found[0], option: found[1] }
}
