import { InputError, isJsonObject, type ValueType } from '@keyway/sdk'
import type { Value } from '@keyway/engine'
import type { CardDraft, FieldDraft } from './draft.ts'
import { findFeed, type Feed } from './feed.ts'
import type { WriteScope } from './scope.ts'
import { conversion, likelySource, typeOfConstant, unsetValue } from './stored-type.ts'
import { readConstant, readRef, wantedOf } from './values.ts'

/** An input of a card that is to get a value. */
export interface InputSpec extends Pick<
  FieldDraft,
  'key' | 'label' | 'isCustom' | 'isError' | 'isOption' | 'itemPath'
> {
  group?: string | null
  /** Declared type; otherwise that of the value. */
  type?: ValueType
  /** The card takes any type here (Construct, Assign, Return); what comes is of the input's declared type. */
  isOpen?: boolean
}

/** Gives a card an input with a value: a constant, or a pin from the card that brings it. */
export function setInput(
  scope: WriteScope,
  card: CardDraft,
  { value, isOpen = false, ...field }: InputSpec & { value: Value },
): FieldDraft {
  const constant = readConstant(value)
  if (constant !== undefined) {
    const type = field.type ?? typeOfConstant(constant.value)
    return addInput(scope, card, { ...field, type, data: constant.value })
  }
  const as = readRef(value)?.as
  const feed = feedOf(scope, value)
  const type = as ?? field.type ?? openType(feed, isOpen)
  const input = addInput(scope, card, { ...field, type, data: unsetValue(type) })
  pin(feed, card, { input, as, isOpen })
  return input
}

/** The type of an input that takes what comes. A convertible one would be read as a conversion of data of any type. */
function openType({ output, source }: Feed, isOpen: boolean): ValueType {
  const type = output.type === 'flow' ? 'any' : output.type
  const converts = isOpen && source.kind === 'reference' && source.isOpen && convertible.has(type)
  return converts ? 'object' : type
}

const convertible: ReadonlySet<ValueType> = new Set<ValueType>(['text', 'number', 'boolean', 'date'])

function addInput(
  scope: WriteScope,
  card: CardDraft,
  { group = null, ...field }: Omit<FieldDraft, 'id' | 'group'> & { group?: string | null },
): FieldDraft {
  const input: FieldDraft = { ...field, id: scope.flow.ids.next(), group }
  card.inputs.push(input)
  return input
}

export interface PinTarget {
  input: FieldDraft
  /** Conversion that the document asks for. */
  as: ValueType | undefined
  isOpen?: boolean
}

/** Connects an output with an input, converting on the way where the document says so. */
export function pin(feed: Feed, target: CardDraft, { input, as, isOpen = false }: PinTarget): void {
  const { card, output, source, retype } = feed
  // Data of any type that such an input takes as its own type is of that type as far as the export knows.
  const isDeclared =
    isOpen && as !== undefined && source.kind === 'reference' && source.isOpen && convertible.has(as)
  if (retype !== undefined && input.type !== 'flow') {
    retype(as === undefined || isDeclared ? input.type : likelySource(as))
  }
  const from = output.type === 'flow' ? 'any' : output.type
  const isSame = isDeclared && from === as
  card.pins.push({
    output,
    card: target,
    input,
    transform: as === undefined || isSame ? null : conversion(from, as),
  })
}

/** The output that brings a value. What pins cannot say is computed by a card before this one. */
export function feedOf(scope: WriteScope, value: Value): Feed {
  const { flow } = scope
  const wanted = wantedOf(flow, value)
  const feed = wanted === undefined ? undefined : findFeed(scope, wanted)
  if (feed !== undefined) return feed
  const deferred = wanted === undefined ? undefined : flow.deferred.get(wanted.root)
  if (deferred !== undefined && wanted !== undefined) {
    flow.deferred.delete(wanted.root)
    flow.write(scope, [{ ...deferred, title: deferred.id }])
    return feedOf(scope, value)
  }
  return computed(scope, value)
}

function computed(scope: WriteScope, value: Value): Feed {
  const ref = readRef(value)
  if (ref !== undefined) {
    throw new InputError(
      `Flow "${scope.flow.name}": nothing in Okta Workflows stands for the reference "${ref.ref}".`,
      { code: 'flopack_not_expressible' },
    )
  }
  if (typeof value === 'string')
    return extraCard(scope, 'Compose', { use: 'text.compose', input: 'text', value })
  if (Array.isArray(value))
    return extraCard(scope, 'Construct list', { use: 'list.construct', input: 'items', value })
  if (isJsonObject(value)) {
    return extraCard(scope, 'Construct', { use: 'object.construct', input: 'fields', value })
  }
  throw new InputError(`Flow "${scope.flow.name}": the value ${JSON.stringify(value)} cannot be exported.`, {
    code: 'flopack_not_expressible',
  })
}

/** A card of its own for a template, list or object: inputs of Okta Workflows hold constants and pins only. */
function extraCard(
  scope: WriteScope,
  title: string,
  { use, input, value }: { use: string; input: string; value: Value },
): Feed {
  scope.flow.extraCards += 1
  const id = `extra__${scope.flow.extraCards}`
  scope.flow.write(scope, [{ id, title, use, with: { [input]: value } }])
  const key = use === 'list.construct' ? 'list' : 'output'
  const feed = findFeed(scope, { kind: 'path', root: id, path: [id, key] })
  if (feed === undefined)
    throw new InputError(`Flow "${scope.flow.name}": the card "${title}" has no output.`)
  return feed
}
