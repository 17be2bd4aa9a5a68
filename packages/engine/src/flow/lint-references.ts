import { isJsonObject, type Json } from '@keyway/sdk'
import { formatReference, type ParsedReference, type Segment } from '../mapping/reference.ts'
import { closest } from './closest.ts'
import type { Trigger } from './document.ts'
import { followSchema, type Dead } from './follow-schema.ts'
import type { Shapes } from './schema-of-value.ts'

/** Says that a reference surely leads to nothing, and what is there instead; undefined where it may lead somewhere. */
export function explainDeadReference(
  { root, segments }: ParsedReference,
  shapes: Shapes,
  trigger: Trigger,
): string | undefined {
  const shape = shapes.get(root)
  const followed = shape === undefined ? undefined : followSchema(shape, segments)
  if (followed === undefined || !('dead' in followed)) return undefined
  const { dead } = followed
  const segment = segments[dead.at]
  if (segment === undefined) return undefined
  const before = formatPath(root, segments.slice(0, dead.at))
  if (root === 'trigger' && dead.known !== undefined && !('event' in trigger)) {
    return lacksInput(before, segment, dead.known)
  }
  const start = `The reference "${formatPath(root, segments)}" leads to nothing: `
  if (dead.known === undefined)
    return `${start}${before} is ${nameOf(dead.inside)}, without ${nameOfSegment(segment)}.`
  return `${start}${lacks(root, before, { segment, dead })}`
}

/** Callers may pass more than what is declared, so this is no dead end for sure. */
function lacksInput(before: string, segment: Segment, known: readonly string[]): string {
  const name = segment.kind === 'key' ? segment.key : nameOfSegment(segment)
  const start = `The trigger declares no input "${name}".${hint(name, known)} Declared: ${listed(known)}.`
  return before === 'trigger' ? `${start} Declare it, if callers pass it.` : start
}

function lacks(root: string, before: string, { segment, dead }: { segment: Segment; dead: Dead }): string {
  const known = dead.known ?? []
  const name = segment.kind === 'key' ? segment.key : nameOfSegment(segment)
  const whole = root === 'trigger' ? 'the event has no' : `"${root}" has no output`
  const subject = before === root ? whole : `${before} has no`
  if (known.length === 0) return `${subject} "${name}"; it has none at all.`
  return `${subject} "${name}".${hint(name, known)} There ${known.length === 1 ? 'is' : 'are'}: ${listed(known)}.`
}

function hint(name: string, known: readonly string[]): string {
  const meant = closest(name, known)
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}

function listed(known: readonly string[]): string {
  const shown = known.slice(0, 30).join(', ')
  return known.length > 30 ? `${shown} and ${known.length - 30} more` : shown
}

function nameOfSegment(segment: Segment): string {
  switch (segment.kind) {
    case 'key':
      return `"${segment.key}" in it`
    case 'index':
      return `an item [${segment.index}]`
    case 'filter':
      return `items to search for ${segment.key}`
    case 'pluck':
      return 'items'
  }
}

function nameOf(schema: Json): string {
  const type = isJsonObject(schema) ? schema.type : undefined
  if (type === 'string') return 'text'
  if (type === 'boolean') return 'true or false'
  return type === 'array' ? 'a list' : type === 'object' ? 'an object' : 'a number'
}

/** A reference as authors write it. */
function formatPath(root: string, segments: readonly Segment[]): string {
  return segments.reduce((text, segment) => {
    switch (segment.kind) {
      case 'key':
        return text + formatReference(['', segment.key])
      case 'index':
        return `${text}[${segment.index}]`
      case 'filter':
        return `${text}[${segment.key}=${/[\]"]/.test(segment.value) ? JSON.stringify(segment.value) : segment.value}]`
      case 'pluck':
        return `${text}[*]`
    }
  }, root)
}
