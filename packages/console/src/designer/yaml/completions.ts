import { flowJsonSchema, walkSteps, type Flow } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { isObject } from '../../values/kind.ts'
import { membersOf, outputOf, type Source } from '../editing/scope.ts'
import { isReference } from '../fields/template-parts.ts'
import type { UsedCard } from '../model/use-used-cards.ts'

/** What can be written at a place of the text. */
export interface Completion {
  label: string
  detail: string
  /** A key: a colon goes behind it. */
  isKey: boolean
}

export interface Completions {
  /** Offset where what is being written begins. */
  from: number
  options: readonly Completion[]
}

export interface Known {
  flow: Flow
  cards: ReadonlyMap<string, UsedCard>
  /** Ids of events with their titles. */
  events: readonly { id: string; title: string }[]
  connections: readonly string[]
  helpers: readonly string[]
  /** What references of the step with this id can start from; of the end of the flow for null. */
  sourcesOf: (stepId: string | null) => readonly Source[]
}

interface Line {
  indent: number
  /** `with` of `with: x`, behind a dash or not. */
  key: string | null
  value: string
  hasDash: boolean
}

/** What fits at an offset of the text, by the lines around it: the text need not be readable. */
export function completionsAt(text: string, offset: number, known: Known): Completions | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(start, offset)
  const above = text.slice(0, start).split('\n').slice(0, -1).map(readLine)
  const reference = /(?:\{\{\s*|\bref:\s*["']?)([\w.[\]="*-]*)$/.exec(before)
  if (reference !== null) return references(known, { written: reference[1] ?? '', offset, above, before })
  const value = /^(\s*(?:- )*)([\w-]+):\s+(["']?)([\w .-]*)$/.exec(before)
  if (value !== null) {
    const [, , key = '', , written = ''] = value
    const options = valuesOf(key, known)
    return options.length === 0 ? null : { from: offset - written.length, options }
  }
  const name = /^(\s*)((?:- )*)([\w-]*)$/.exec(before)
  if (name === null) return null
  const [, blanks = '', dashes = '', written = ''] = name
  const options = keysAt(known, { above, indent: blanks.length + dashes.length, isItem: dashes !== '' })
  return options.length === 0 ? null : { from: offset - written.length, options }
}

function readLine(line: string): Line {
  const [, blanks = '', dashes = '', key = null, value = ''] =
    /^(\s*)((?:- )*)(?:([\w-]+):(?:\s+(.*))?)?/.exec(line) ?? []
  return { indent: blanks.length + dashes.length, key, value: value ?? '', hasDash: dashes !== '' }
}

interface ReferencePlace {
  written: string
  offset: number
  above: readonly Line[]
  before: string
}

/** Ids in scope; behind a dot, what is inside of the value before it. */
function references(known: Known, { written, offset, above, before }: ReferencePlace): Completions {
  const sources = known.sourcesOf(stepIdAt(above, readLine(before).indent, known))
  const dot = written.lastIndexOf('.')
  if (dot === -1) {
    const options = sources.map(({ root, step }) => ({
      label: root,
      detail: step?.title ?? '',
      isKey: false,
    }))
    return { from: offset - written.length, options }
  }
  const parent = written.slice(0, dot)
  const output = isReference(parent) ? outputOf(sources, parent) : undefined
  const root = sources.find((source) => source.root === parent)
  const members = output === undefined ? [] : membersOf(root?.output ?? output)
  const options = members
    .filter(({ name }) => !name.startsWith('['))
    .map(({ name, schema }) => ({ label: name, detail: typeName(schema), isKey: false }))
  return { from: offset - written.length + dot + 1, options }
}

/** The step that a line belongs to: the nearest id above it that is not further inside. */
function stepIdAt(above: readonly Line[], indent: number, { flow }: Known): string | null {
  const ids = new Set([...walkSteps(flow.steps)].flatMap(({ id }) => id ?? []))
  let innermost = indent
  for (const line of above.toReversed()) {
    if (line.key === null || line.indent > innermost) continue
    if (line.key === 'id' && ids.has(line.value.trim())) return line.value.trim()
    innermost = Math.min(innermost, line.indent)
  }
  return null
}

function valuesOf(key: string, { cards, events, connections, helpers }: Known): Completion[] {
  const plain = (labels: readonly string[]): Completion[] =>
    labels.map((label) => ({ label, detail: '', isKey: false }))
  switch (key) {
    case 'use':
      return [...cards.values()]
        .filter(({ id }) => !id.startsWith('control.'))
        .map(({ id, title, connector }) => ({
          label: id,
          detail: connector === null ? title : `${connector.title}: ${title}`,
          isKey: false,
        }))
    case 'connection':
      return plain(connections)
    case 'event':
      return events.map(({ id, title }) => ({ label: id, detail: title, isKey: false }))
    case 'call':
      return plain(helpers)
    case 'is':
      return plain(enumOf(schemas.comparison, 'is'))
    case 'type':
    case 'as':
      return plain(enumOf(schemas.comparison, 'type'))
    case 'onItemError':
      return plain(['stop', 'ignore'])
    default:
      return []
  }
}

interface KeyPlace {
  above: readonly Line[]
  indent: number
  isItem: boolean
}

const stepLanes: readonly string[] = ['steps', 'then', 'else', 'do', 'try', 'catch']

/** Keys that can be written: inputs under `with`, parts of a kind of step, of the trigger, of the flow. */
function keysAt(known: Known, { above, indent, isItem }: KeyPlace): Completion[] {
  const keysOf = (schema: Json | undefined, but: ReadonlySet<string>): Completion[] =>
    Object.entries(propertiesOf(schema)).flatMap(([label, property]) =>
      but.has(label) ? [] : [{ label, detail: typeName(property), isKey: true }],
    )
  if (indent === 0) return keysOf(schemas.flow, keysBeside(above, 0))
  const parent = above.findLast((line) => line.key !== null && line.indent < indent)
  const siblings = isItem ? new Set<string>() : keysBeside(above, indent)
  if (parent?.key === 'with') {
    const used = above.findLast(({ key, indent: at }) => key === 'use' && at === parent.indent)
    const card = used === undefined ? undefined : known.cards.get(used.value.trim())
    return card === undefined ? [] : keysOf(card.input, siblings)
  }
  if (parent?.key === 'trigger') {
    const kind = Object.keys(schemas.triggers).find((key) => siblings.has(key))
    return kind === undefined ? kindKeys(schemas.triggers) : keysOf(schemas.triggers[kind], siblings)
  }
  if (parent?.key === null || parent === undefined || !stepLanes.includes(parent.key)) return []
  const kind = Object.keys(schemas.steps).find((key) => siblings.has(key))
  if (kind !== undefined) return keysOf(schemas.steps[kind], siblings)
  return [{ label: 'id', detail: '', isKey: true }, ...kindKeys(schemas.steps)].filter(
    ({ label }) => !siblings.has(label),
  )
}

/** Keys that the same object has already. */
function keysBeside(above: readonly Line[], indent: number): Set<string> {
  const keys = new Set<string>()
  for (const line of above.toReversed()) {
    if (line.key === null) continue
    if (line.indent < indent) break
    if (line.indent === indent) {
      keys.add(line.key)
      if (line.hasDash) break
    }
  }
  return keys
}

function kindKeys(kinds: Readonly<Record<string, Json>>): Completion[] {
  return Object.entries(kinds).map(([label, schema]) => ({
    label,
    detail: isObject(schema) && typeof schema['description'] === 'string' ? schema['description'] : '',
    isKey: true,
  }))
}

function typeName(schema: Json | undefined): string {
  const type = isObject(schema) ? schema['type'] : undefined
  return typeof type === 'string' ? type : ''
}

function propertiesOf(schema: Json | undefined): Readonly<Record<string, Json>> {
  const properties = isObject(schema) ? schema['properties'] : undefined
  return isObject(properties) ? properties : {}
}

function enumOf(schema: Json | undefined, key: string): string[] {
  const property = propertiesOf(schema)[key]
  const values = isObject(property) ? property['enum'] : undefined
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : []
}

/** What the document's own JSON Schema says, by kind of step and of trigger. */
const schemas = readSchemas()

function readSchemas() {
  const flow: Json = JSON.parse(JSON.stringify(flowJsonSchema()))
  const definitions = isObject(flow) && isObject(flow['$defs']) ? flow['$defs'] : {}
  const group = (prefix: string): Record<string, Json> =>
    Object.fromEntries(
      Object.entries(definitions).flatMap(([name, schema]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), schema]] : [],
      ),
    )
  return { flow, comparison: definitions['comparison'], steps: group('step-'), triggers: group('trigger-') }
}
