import { isTemplate, parseReference, parseTemplate, walkSteps } from '@keyway/engine'
import type { Flow, ParsedReference, Step } from '@keyway/engine'
import { isJsonObject, valueTypes, type Json, type ValueType } from '@keyway/sdk'
import { inputTypes } from './input-types.ts'

/** What flows read from a value, so that a stand-in value can have it. */
export interface Wish {
  keys: Map<string, Wish>
  /** The value is a list, with items like this. */
  item: Wish | null
  /** The value is JSON text of this. */
  json: Wish | null
  /** The type it is converted to where it is read. */
  type: ValueType | null
  /** A filter in a reference asks for this very value. */
  fixed: string | null
}

/** A step down into a value: a key, or one of these marks. */
const item = '#'
const json = '{}'

interface Place {
  root: string
  path: readonly string[]
}

interface Reading extends Place {
  type: ValueType | null
  fixed: readonly { at: number; key: string; value: string }[]
}

export function emptyWish(): Wish {
  return { keys: new Map(), item: null, json: null, type: null, fixed: null }
}

/** What flows read, where a flow that calls a helper reads what the helper reads. */
export interface WishBook {
  /** By the root of the flow's references: `trigger`, or the id of a step. */
  of: (flow: Flow) => ReadonlyMap<string, Wish>
}

/** `findFlow` gives the helper flow that a call names. */
export function createWishBook(findFlow: (id: string) => Flow | undefined): WishBook {
  const known = new Map<Flow, ReadonlyMap<string, Wish>>()
  const under = new Set<Flow>()
  const of = (flow: Flow): ReadonlyMap<string, Wish> => {
    const found = known.get(flow)
    // A helper that calls itself wishes nothing more.
    if (found !== undefined || under.has(flow)) return found ?? new Map()
    under.add(flow)
    const wishes = readWishes(flow, (id) => {
      const helper = findFlow(id)
      return helper === undefined ? emptyWish() : triggerWish(helper, of(helper).get('trigger'))
    })
    under.delete(flow)
    known.set(flow, wishes)
    return wishes
  }
  return { of }
}

/** What a helper reads of what it is called with, with the types that it declares. */
function triggerWish({ trigger }: Flow, read: Wish | undefined): Wish {
  const wish = mergeWish(emptyWish(), read ?? emptyWish())
  for (const { key, type } of 'inputs' in trigger ? (trigger.inputs ?? []) : []) {
    const one = wish.keys.get(key) ?? emptyWish()
    wish.keys.set(key, one)
    if (type === 'object' || type === 'number' || type === 'date' || type === 'boolean') one.type = type
    if (type?.endsWith('[]') === true) one.item ??= emptyWish()
    // A text that goes where a list is wanted becomes a list of one.
    if (type === 'text' && one.item?.keys.size === 0) Object.assign(one, { item: null, type: null })
  }
  return wish
}

function readWishes(flow: Flow, helper: (id: string) => Wish): Map<string, Wish> {
  const steps = [...walkSteps(flow.steps)]
  const aliases = steps.flatMap(aliasesOf)
  const wishes = new Map<string, Wish>()
  const document: Json = JSON.parse(JSON.stringify({ trigger: flow.trigger, steps: flow.steps }))
  const readings = [...referencesIn(document), ...steps.flatMap(impliedReadings)]
  for (const reading of readings) {
    // What a reference stands for is wished for where it came from too, as deep as values are passed on.
    for (const place of origins(reading, aliases)) addWish(wishOf(wishes, place.root), place, reading)
  }
  for (const step of steps) {
    if (!('call' in step)) continue
    for (const [key, wish] of helper(step.call).keys) {
      const source = step.with?.[key]
      if (!isJsonObject(source) || typeof source.ref !== 'string') continue
      const reading = toReading(parseReference(source.ref), null)
      for (const place of origins(reading, aliases)) {
        mergeWish(addWish(wishOf(wishes, place.root), place, reading), wish)
      }
    }
  }
  return wishes
}

function wishOf(wishes: Map<string, Wish>, root: string): Wish {
  const known = wishes.get(root) ?? emptyWish()
  wishes.set(root, known)
  return known
}

/** The wish at a path of keys; an empty one where nothing is wished for. */
export function wishAt(wish: Wish | undefined, path: readonly string[]): Wish {
  const found = path.reduce<Wish | undefined>((at, key) => at?.keys.get(key), wish)
  return found ?? emptyWish()
}

/** Adds what one wish asks for to another. */
export function mergeWish(into: Wish, from: Wish): Wish {
  for (const [key, wish] of from.keys) into.keys.set(key, mergeWish(into.keys.get(key) ?? emptyWish(), wish))
  if (from.item !== null) into.item = mergeWish(into.item ?? emptyWish(), from.item)
  if (from.json !== null) into.json = mergeWish(into.json ?? emptyWish(), from.json)
  into.type ??= from.type
  into.fixed ??= from.fixed
  return into
}

function addWish(wish: Wish, { path }: Place, { type, fixed }: Reading): Wish {
  let at = wish
  for (const [position, part] of path.entries()) {
    const filter = fixed.find((one) => one.at === position)
    if (part === item) {
      at = at.item ??= emptyWish()
      if (filter !== undefined) at.keys.set(filter.key, { ...emptyWish(), fixed: filter.value })
    } else if (part === json) at = at.json ??= emptyWish()
    else {
      const next = at.keys.get(part) ?? emptyWish()
      at.keys.set(part, next)
      at = next
    }
  }
  at.type ??= type === 'text' ? null : type
  return at
}

interface Alias {
  from: Place
  to: Place
}

/** Values that a step passes on under another name. */
function aliasesOf(step: Step): Alias[] {
  const { id } = step
  if (id === undefined) return []
  const alias = (path: readonly string[], source: Json | undefined, more: readonly string[] = []): Alias[] =>
    isJsonObject(source) && typeof source.ref === 'string'
      ? [{ from: { root: id, path }, to: extended(toReading(parseReference(source.ref), null), more) }]
      : []
  if ('forEach' in step) {
    const collected = step.collect
    const results = isJsonObject(collected)
      ? Object.entries(collected).flatMap(([key, value]) => alias(['list', item, key], value))
      : []
    return [...alias(['item'], step.forEach, [item]), ...alias(['list', item], collected), ...results]
  }
  if (!('use' in step)) return []
  const given = step.with ?? {}
  const named = (values: Json | undefined, path: readonly string[]): Alias[] =>
    isJsonObject(values) ? Object.entries(values).flatMap(([key, value]) => alias([...path, key], value)) : []
  switch (step.use) {
    case 'list.at':
    case 'list.shift':
    case 'list.pop':
    case 'list.find_by':
      return [...alias(['item'], given.list, [item]), ...alias(['list'], given.list)]
    case 'list.filter_by':
    case 'list.unique_by':
    case 'list.sort_by':
      return [...alias(['list'], given.list)]
    case 'list.collapse':
      return alias(['output'], given.list, [item])
    case 'list.pluck':
      return alias(['values', item], given.list, [item, ...toPath(given.key)])
    case 'object.get':
      return alias(['output'], given.object, toPath(given.path))
    case 'object.get_multiple':
      return Object.entries(isJsonObject(given.paths) ? given.paths : {}).flatMap(([key, path]) =>
        alias([key], given.object, toPath(path)),
      )
    case 'json.parse':
      return alias(['output'], given.text ?? given.json, [json])
    case 'flow.assign':
      return named(given.values, [])
    case 'object.construct':
      return named(given.fields ?? given.values, ['output'])
    default:
      return []
  }
}

/** What a card needs of a value although no reference says so. */
function impliedReadings(step: Step): Reading[] {
  const read = (source: Json | undefined, more: readonly string[]): Reading[] =>
    isJsonObject(source) && typeof source.ref === 'string'
      ? [extended(toReading(parseReference(source.ref), null), more)]
      : []
  if ('forEach' in step) return read(step.forEach, [item])
  if (!('use' in step)) return []
  const given = step.with ?? {}
  if (step.use === 'object.get') return read(given.object, toPath(given.path))
  if (step.use === 'json.parse') return read(given.text ?? given.json, [json])
  if (step.use === 'object.get_multiple' && isJsonObject(given.paths))
    return Object.values(given.paths).flatMap((path) => read(given.object, toPath(path)))
  const key = given.key ?? given.path
  const typed = inputTypes(step.use).flatMap(([name, type]) => {
    const isList = type === 'any[]' || type === 'object[]'
    const readings = read(given[name], isList ? [item] : [])
    const itemType = type === 'object[]' ? 'object' : null
    return readings.map((reading) => ({ ...reading, type: isList ? itemType : type }))
  })
  return [...typed, ...(step.use.startsWith('list.') ? read(given.list, [item, ...toPath(key)]) : [])]
}

function extended(reading: Reading, more: readonly string[]): Reading {
  return { ...reading, path: [...reading.path, ...more], type: more.length === 0 ? reading.type : null }
}

/** Values pass through a few hands at most; the limit ends circles. */
const longestWay = 40

function origins(reading: Reading, aliases: readonly Alias[]): Place[] {
  const places: Place[] = [reading]
  let at: Place = reading
  for (let hop = 0; hop < longestWay; hop += 1) {
    const { root, path } = at
    const fits = aliases.filter(
      ({ from }) => from.root === root && from.path.every((part, i) => path[i] === part),
    )
    const best = fits.toSorted((a, b) => b.from.path.length - a.from.path.length)[0]
    if (best === undefined) break
    at = { root: best.to.root, path: [...best.to.path, ...path.slice(best.from.path.length)] }
    places.push(at)
  }
  return places
}

function toPath(path: Json | undefined): string[] {
  if (typeof path !== 'string' || path === '') return []
  return path.split('.').map((part) => (/^\d+$/.test(part) ? item : part))
}

function toReading({ root, segments }: ParsedReference, type: ValueType | null): Reading {
  const fixed = segments.flatMap((segment, at) =>
    segment.kind === 'filter' ? [{ at, key: segment.key, value: segment.value }] : [],
  )
  return { root, path: segments.map((segment) => (segment.kind === 'key' ? segment.key : item)), type, fixed }
}

function referencesIn(value: Json): Reading[] {
  if (typeof value === 'string') {
    if (!isTemplate(value)) return []
    return parseTemplate(value).flatMap((part) => (typeof part === 'string' ? [] : [toReading(part, 'text')]))
  }
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isJsonObject(value)) return []
  if (typeof value.ref === 'string') {
    const type = valueTypes.find((known) => known === value.as) ?? null
    return [toReading(parseReference(value.ref), type)]
  }
  return Object.entries(value).flatMap(([key, inner]) =>
    ['note', 'title', 'const', 'description'].includes(key) ? [] : referencesIn(inner),
  )
}
