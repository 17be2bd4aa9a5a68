import { deepEqual, InputError, isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import {
  isCollection,
  isMap,
  isScalar,
  isSeq,
  Scalar,
  stringify,
  type Node,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import { alignLists } from './align-lists.ts'
import type { Flow } from './document.ts'
import { canonicalText } from './match-steps.ts'
import { entriesOf, type Entry } from './yaml-entries.ts'
import { printFlowYaml, printYaml, readYaml } from './yaml.ts'

/**
 * The text of a flow, changed so that it reads as `flow`. Comments, blank lines, the order of keys and the way values are
 * written stay wherever the document did not change; a step that moved inside its lane takes its comments along. A text
 * that cannot be edited in place (values shared by aliases) is written anew. Throws InputError for a text that is not YAML.
 */
export function updateFlowYaml(text: string, flow: Flow): string {
  const { document, data } = readYaml(text)
  const wanted: Json = JSON.parse(JSON.stringify(flow))
  const now: Json = JSON.parse(JSON.stringify(data))
  const editing: Editing = { text, edits: [] }
  const result = change(editing, { node: document.contents, now }, wanted) ? apply(editing) : undefined
  return result !== undefined && reads(result, wanted) ? result : printFlowYaml(flow)
}

function reads(text: string, wanted: Json): boolean {
  try {
    return canonicalText(readYaml(text).data) === canonicalText(wanted)
  } catch (error) {
    if (error instanceof InputError) return false
    throw error
  }
}

interface Edit {
  start: number
  end: number
  text: string
}

/** A node and what it reads as. */
interface Place {
  node: Node | null
  now: Json
}

interface Editing {
  text: string
  edits: Edit[]
}

function apply({ text, edits }: Editing): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  let result = ''
  let at = 0
  // What is put in at a place comes before what is cut out from there on.
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(at, edit.start) + edit.text.replaceAll(/\r?\n/g, eol)
    at = Math.max(at, edit.end)
  }
  return result + text.slice(at)
}

/** Edits a node so that it reads as `to`. False when the one who holds it must write it anew. */
function change(editing: Editing, { node, now }: Place, to: Json): boolean {
  if (deepEqual(now, to)) return true
  if (isScalar(node)) return changeScalar(editing, node, to)
  if (!isCollection(node) || node.anchor !== undefined || node.tag !== undefined) return false
  if (isMap(node) && isJsonObject(now) && isJsonObject(to)) return changeMap(editing, { node, now }, to)
  return isSeq(node) && Array.isArray(now) && Array.isArray(to) && changeList(editing, { node, now }, to)
}

/** A value on one line takes the place of another; its comment behind it stays. */
function changeScalar({ edits }: Editing, node: Scalar, to: Json): boolean {
  const isBlock = node.type === Scalar.BLOCK_LITERAL || node.type === Scalar.BLOCK_FOLDED
  if (!node.range || isBlock || node.anchor !== undefined || node.tag !== undefined) return false
  const [start, end] = node.range
  if (end === start || (typeof to === 'object' && to !== null)) return false
  // Several lines read best as a block, which takes the whole entry.
  if (typeof to === 'string' && to.includes('\n') && node.type === Scalar.PLAIN) return false
  const scalar = new Scalar(to)
  if (typeof to === 'string' && node.type !== undefined) scalar.type = node.type
  edits.push({ start, end, text: printInFlow(scalar) })
  return true
}

/** On one line, in a form that is right inside brackets and therefore everywhere. */
function printInFlow(value: unknown): string {
  const style = { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false } as const
  const printed = stringify([value], style).trim().slice(1, -1)
  // Quoted texts with line breaks may be spread over lines; JSON never is.
  return printed.includes('\n') ? JSON.stringify(value) : printed
}

interface Plan {
  isFlow: boolean
  entries: readonly PlacedEntry[]
  /** What the collection holds in the end, in order: an entry that stays, with its value, or a new one. */
  wanted: readonly { entry: PlacedEntry | undefined; key: string | null; value: Json }[]
}

interface PlacedEntry extends Entry {
  now: Json
}

function changeMap(
  editing: Editing,
  { node, now }: { node: YAMLMap; now: JsonObject },
  to: JsonObject,
): boolean {
  const entries = entriesOf(node, editing.text)?.map((entry) => ({
    ...entry,
    now: now[entry.key ?? ''] ?? null,
  }))
  if (entries === undefined) return false
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  // Keys that stay keep their order; a new one stands behind the one that it follows in the document.
  const wanted = Object.entries(to).map(([key, value]) => ({ key, value, entry: byKey.get(key) }))
  return carryOut(editing, { isFlow: node.flow === true, entries, wanted })
}

function changeList(
  editing: Editing,
  { node, now }: { node: YAMLSeq; now: readonly Json[] },
  to: readonly Json[],
): boolean {
  const entries = entriesOf(node, editing.text)?.map((entry, at) => ({ ...entry, now: now[at] ?? null }))
  if (entries === undefined) return false
  const origin = alignLists(now, to)
  const wanted = to.map((value, at) => {
    const from = origin[at]
    return { key: null, value, entry: from === undefined ? undefined : entries[from] }
  })
  return carryOut(editing, { isFlow: node.flow === true, entries, wanted })
}

function carryOut(editing: Editing, plan: Plan): boolean {
  const { entries, wanted, isFlow } = plan
  const kept = new Set(wanted.flatMap(({ entry }) => (entry === undefined ? [] : [entry])))
  const [first] = entries
  if (first === undefined || kept.size === 0) return false
  // Behind a dash there is one place: it cannot be left and taken at once.
  const isTaken = !kept.has(first) && wanted[0]?.entry === undefined
  if (isTaken && !isFlow && !isAlone(editing.text, first)) return false
  for (const { entry, key, value } of wanted) {
    const mark = editing.edits.length
    if (entry === undefined || change(editing, { node: entry.value, now: entry.now }, value)) continue
    // It is written anew: what was begun inside it is void.
    editing.edits.length = mark
    if (isFlow && (entry.value?.range ?? null) === null) return false
    rewrite(editing, entry, { key, value, isFlow })
  }
  if (isFlow) {
    cutInFlow(editing, entries, kept)
    insertInFlow(editing, plan)
  } else {
    cutLines(editing, entries, kept)
    insertLines(editing, plan, kept)
  }
  return true
}

/** Writes an entry anew where it stands. */
function rewrite(
  { text, edits }: Editing,
  { start, end }: Entry,
  { key, value, isFlow }: { key: string | null; value: Json; isFlow: boolean },
): void {
  if (isFlow) return void edits.push({ start, end, text: printEntryInFlow(key, value) })
  const lines = printLines(key, value, columnOf(text, start))
  edits.push({ start, end, text: text[end - 1] === '\n' ? lines : lines.trimEnd() })
}

function printEntryInFlow(key: string | null, value: Json): string {
  return key === null
    ? printInFlow(value)
    : printInFlow({ [key]: value })
        .slice(1, -1)
        .trim()
}

/** An entry in block style; its first line begins at the column already. */
function printLines(key: string | null, value: Json, column: number): string {
  const printed = printYaml(key === null ? [value] : { [key]: value })
  return printed.replaceAll(/\n(?=[^\n])/g, `\n${' '.repeat(column)}`)
}

function cutInFlow({ edits }: Editing, entries: readonly Entry[], kept: ReadonlySet<Entry>): void {
  const last = entries.findLast((entry) => kept.has(entry))
  for (const [at, entry] of entries.entries()) {
    if (entry === last) {
      const end = entries.at(-1)?.end ?? entry.end
      if (end > entry.end) edits.push({ start: entry.end, end, text: '' })
      return
    }
    const next = entries[at + 1]
    if (!kept.has(entry) && next !== undefined) edits.push({ start: entry.start, end: next.start, text: '' })
  }
}

function insertInFlow({ edits, text }: Editing, { entries, wanted }: Plan): void {
  let behind: Entry | undefined
  for (const { entry, key, value } of wanted) {
    const printed = printEntryInFlow(key, value)
    const start = entries[0]?.start ?? text.length
    if (entry !== undefined) behind = entry
    else if (behind === undefined) edits.push({ start, end: start, text: `${printed}, ` })
    else edits.push({ start: behind.end, end: behind.end, text: `, ${printed}` })
  }
}

function cutLines({ edits, text }: Editing, entries: readonly Entry[], kept: ReadonlySet<Entry>): void {
  for (const [at, entry] of entries.entries()) {
    if (kept.has(entry)) continue
    const next = entries[at + 1]
    // Behind a dash or on the first line, the next entry moves up to this place.
    if (at === 0 && next !== undefined && !isAlone(text, entry)) {
      edits.push({ start: entry.start, end: next.start, text: '' })
    } else edits.push({ start: leadOf(text, entry, entries[at - 1]), end: entry.end, text: '' })
  }
}

function insertLines({ edits, text }: Editing, { entries, wanted }: Plan, kept: ReadonlySet<Entry>): void {
  const [first] = entries
  if (first === undefined) return
  const column = columnOf(text, first.start)
  const indent = ' '.repeat(column)
  const gone = linesOf(
    text,
    entries.filter((entry) => !kept.has(entry) && entry.key === null),
    entries,
  )
  let behind: Entry | undefined
  for (const { entry, key, value } of wanted) {
    if (entry !== undefined) {
      behind = entry
      continue
    }
    const lines = gone.get(canonicalText(value)) ?? `${indent}${printLines(key, value, column)}`
    if (behind !== undefined) {
      const { end } = behind
      const isOpen = text[end - 1] !== '\n'
      edits.push({ start: end, end, text: isOpen ? `\n${lines.trimEnd()}` : lines })
    } else if (isAlone(text, first)) {
      const start = leadOf(text, first, undefined)
      edits.push({ start, end: start, text: lines })
    } else {
      edits.push({ start: first.start, end: first.start, text: `${printLines(key, value, column)}${indent}` })
    }
  }
}

/** The lines of items that leave their place, with the comments above them, by what they say: they may stand elsewhere. */
function linesOf(
  text: string,
  gone: readonly PlacedEntry[],
  all: readonly PlacedEntry[],
): Map<string, string> {
  return new Map(
    gone
      .filter((entry) => isAlone(text, entry))
      .map((entry) => {
        const own = text.slice(leadOf(text, entry, all[all.indexOf(entry) - 1]), entry.end)
        return [canonicalText(entry.now), own.endsWith('\n') ? own : `${own}\n`]
      }),
  )
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset)
}

function lineStart(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
}

/** Whether nothing but blanks stands before an entry on its line. */
function isAlone(text: string, { start }: Entry): boolean {
  return text.slice(lineStart(text, start), start).trim() === ''
}

/** Where the comments begin that stand right above an entry. */
function leadOf(text: string, { start }: Entry, previous: Entry | undefined): number {
  let lead = lineStart(text, start)
  const limit = previous?.end ?? 0
  while (lead > limit) {
    const above = lineStart(text, lead - 1)
    if (above < limit || !text.slice(above, lead).trim().startsWith('#')) break
    lead = above
  }
  return lead
}
