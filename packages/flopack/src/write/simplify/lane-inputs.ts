import type { ValueType } from '@keyway/sdk'
import {
  formatReference,
  walkSteps,
  type Segment,
  type Step,
  type TriggerInput,
  type Value,
} from '@keyway/engine'
import { mapReferences, type Rename } from './map-references.ts'

/** What a lane reads from outside, as the inputs of the helper flow it becomes. */
export interface LaneInputs {
  /** The lane, reading its inputs where it read what is outside. */
  steps: Step[]
  inputs: TriggerInput[]
  /** What the loop passes for each input. */
  with: Record<string, Value>
}

export interface LaneReading {
  /** Id of the loop. */
  loop: string
  /** How much of the item is passed: all of it as one input, or each field that is read. */
  item: 'whole' | 'fields'
  /** Inputs of the helper that the loop card fills by itself. */
  own: readonly string[]
  /** Types of what is known, by reference. */
  started: ReadonlyMap<string, ValueType>
}

/** Finds out what a lane reads from outside. */
export function readLane(lane: readonly Step[], { loop, item, own, started }: LaneReading): LaneInputs {
  const inside = new Set([...walkSteps(lane)].flatMap(({ id }) => (id === undefined ? [] : [id])))
  const passed = new Map<string, string>()
  const taken = new Set(own)
  const input = (reference: string, wanted: string): string => {
    const known = passed.get(reference)
    if (known !== undefined) return known
    let key = wanted
    for (let count = 2; taken.has(key); count += 1) key = `${wanted}${count}`
    taken.add(key)
    passed.set(reference, key)
    return key
  }
  const rename: Rename = ({ root, segments }, text) => {
    if (inside.has(root)) return text
    const [first] = segments
    const part = root === loop && first?.kind === 'key' ? first.key : undefined
    // A helper knows which turn it is.
    if (part === 'index') return 'execution.caller.index'
    if (part !== undefined && own.includes(part)) return `trigger${formatSegments(segments)}`
    const reach = part === 'item' && item === 'whole' ? 1 : plainLength(segments)
    const reached = segments.slice(0, reach)
    const key = input(`${root}${formatSegments(reached)}`, lastKey(reached) ?? root)
    return `trigger${formatSegments([{ kind: 'key', key }, ...segments.slice(reach)])}`
  }
  const steps = mapReferences(lane, rename)
  return {
    steps,
    inputs: [...passed].map(([ref, key]) => ({ key, type: started.get(ref) ?? 'any' })),
    with: Object.fromEntries([...passed].map(([ref, key]) => [key, { ref }])),
  }
}

/** How many steps down there are before one that looks for items of a list. */
function plainLength(segments: readonly Segment[]): number {
  const end = segments.findIndex(({ kind }) => kind === 'filter' || kind === 'pluck')
  return end === -1 ? segments.length : end
}

function lastKey(segments: readonly Segment[]): string | undefined {
  return segments.flatMap((segment) => (segment.kind === 'key' ? [segment.key] : [])).at(-1)
}

function formatSegments(segments: readonly Segment[]): string {
  return segments
    .map((segment) => {
      switch (segment.kind) {
        case 'key':
          return formatReference(['', segment.key])
        case 'index':
          return `[${segment.index}]`
        case 'filter':
          return `[${segment.key}=${/^[^\]"]+$/.test(segment.value) ? segment.value : JSON.stringify(segment.value)}]`
        case 'pluck':
          return '[*]'
      }
    })
    .join('')
}
