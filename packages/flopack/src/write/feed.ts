import type { Json, ValueType } from '@keyway/sdk'
import type { Path } from '../reference.ts'
import { drill, reference, type Source } from '../source.ts'
import { createCard, type CardDraft, type FieldDraft } from './draft.ts'
import { canonical, findPath, findShape } from './find-source.ts'
import type { Offer, Producer, WriteScope } from './scope.ts'
import type { Wanted } from './values.ts'

/** An output that brings a value. */
export interface Feed {
  card: CardDraft
  output: FieldDraft
  source: Source
  /** Present where nothing says which type the output has; whoever reads it may. */
  retype?: (type: ValueType) => void
}

/** Finds, or makes, the output of this body that brings what is wanted; undefined when no card of the flow does. */
export function findFeed(scope: WriteScope, wanted: Wanted): Feed | undefined {
  const producer = scope.producers.get(wanted.root)
  if (producer !== undefined) {
    const found = locate(producer, wanted)
    if (found === undefined) return undefined
    const output = giveOutput(scope, producer.card, found.offer)
    const source = drill(found.offer.source, found.drill)
    const [first] = found.drill
    if (first === undefined) {
      const isTyped = found.offer.type !== undefined || source.kind !== 'reference'
      return typeable({ card: producer.card, output, source }, isTyped)
    }
    const part = drillDown(scope, { card: producer.card, output }, found.drill)
    return typeable({ ...part, source }, source.kind !== 'reference')
  }
  return scope.outer === undefined ? undefined : throughWormhole(scope, scope.outer, wanted)
}

/** The first reader of an output may say its type. */
function typeable(feed: Feed, isTyped: boolean): Feed {
  const { card, output } = feed
  if (isTyped || card.pins.some((other) => other.output === output)) return feed
  return {
    ...feed,
    retype: (type) => {
      output.type = type
    },
  }
}

interface Located {
  offer: Offer
  drill: string[]
}

function locate(producer: Producer, wanted: Wanted): Located | undefined {
  if (wanted.kind === 'shape') return locateShape(producer, wanted.shape)
  let best: (Located & { covered: number }) | undefined
  for (const offer of [...producer.offers, ...groupOffers(producer, wanted.path)]) {
    const way = findPath(offer.source, wanted.path)
    if (way === undefined) continue
    const isBetter =
      best === undefined ||
      way.covered > best.covered ||
      (way.covered === best.covered && way.drill.length < best.drill.length)
    if (isBetter) best = { offer, ...way }
  }
  if (best !== undefined) return best
  const [, first] = wanted.path
  if (producer.open === undefined || typeof first !== 'string') return undefined
  const offer = producer.open(first)
  const way = findPath(offer.source, wanted.path)
  return way === undefined ? undefined : { offer, drill: way.drill }
}

/** The output of a group that the path leads into. */
function groupOffers({ groups = [] }: Producer, path: Path): Offer[] {
  return groups.flatMap(({ group, path: at }): Offer[] => {
    const key = path[at.length]
    const isInside = findPath(reference(at), path) !== undefined
    return isInside && typeof key === 'string' ? [{ group, key, source: reference([...at, key], true) }] : []
  })
}

function locateShape({ offers }: Producer, shape: Json): Located | undefined {
  const text = canonical(shape)
  for (const offer of offers) {
    const found = findShape(offer.source, text)
    if (found !== undefined) return { offer, drill: found }
  }
  return undefined
}

function giveOutput(scope: WriteScope, card: CardDraft, offer: Offer): FieldDraft {
  const known = card.outputs.find((output) => output.key === offer.key && output.group === offer.group)
  if (known !== undefined) return known
  const output: FieldDraft = {
    id: scope.flow.ids.next(),
    group: offer.group,
    key: offer.key,
    type: offer.type ?? (offer.source.kind === 'records' ? 'object[]' : 'object'),
    data: null,
  }
  card.outputs.push(output)
  return output
}

/** The hidden card that reads parts of an output, with one group of outputs for each part. */
function drillDown(
  scope: WriteScope,
  from: { card: CardDraft; output: FieldDraft },
  path: string[],
): Pick<Feed, 'card' | 'output'> {
  const { ids } = scope.flow
  let card = scope.drillDowns.get(from.output)
  if (card === undefined) {
    card = createCard(ids.next(), 'object.expand', from.card.uuid)
    card.isHidden = true
    card.drillsInto = from.card
    const input: FieldDraft = { id: ids.next(), group: null, key: 'object', type: 'object', data: {} }
    card.inputs.push(input)
    from.card.pins.push({ output: from.output, card, input, transform: null })
    scope.drillDowns.set(from.output, card)
    scope.body.cards.push(card)
  }
  const name = JSON.stringify(path)
  const known = card.outputs.find(({ key, path: own }) => key === 'value' && JSON.stringify(own) === name)
  if (known !== undefined) return { card, output: known }
  const group = ids.next()
  const output: FieldDraft = { id: ids.next(), group, key: 'value', type: 'object', data: null, path }
  card.outputs.push({ id: ids.next(), group, key: 'key', type: 'text[]', data: path, path }, output)
  return { card, output }
}

/** A value from outside: a hidden input of the container, and the output of this body's start card of the same name. */
function throughWormhole(
  scope: WriteScope,
  { scope: outer, container }: NonNullable<WriteScope['outer']>,
  wanted: Wanted,
): Feed | undefined {
  const feed = findFeed(outer, wanted)
  if (feed === undefined) return undefined
  const name = wanted.kind === 'path' ? canonical(wanted.path.map(String)) : canonical(wanted.shape)
  const known = scope.wormholes.get(name)
  if (known !== undefined) return { card: scope.root, output: known, source: feed.source }
  const { ids } = scope.flow
  const key = ids.next()
  const field = (wormhole: string): FieldDraft => ({
    id: ids.next(),
    group: 'context',
    key,
    type: feed.output.type,
    data: null,
    wormhole,
  })
  const input = field(scope.root.uuid)
  const entry = field(container.uuid)
  const output = field(container.uuid)
  container.inputs.push(input)
  scope.root.inputs.push(entry)
  scope.root.outputs.push(output)
  feed.card.pins.push({ output: feed.output, card: container, input, transform: null })
  scope.wormholes.set(name, output)
  const { retype } = feed
  if (retype === undefined) return { card: scope.root, output, source: feed.source }
  return {
    card: scope.root,
    output,
    source: feed.source,
    retype: (type) => {
      for (const each of [input, entry, output]) each.type = type
      retype(type)
    },
  }
}
