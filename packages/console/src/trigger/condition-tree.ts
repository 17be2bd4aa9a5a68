import type { Comparison, Condition } from '@keyway/engine'
import type { Json } from '@keyway/sdk'

export const joins = ['all', 'any', 'none'] as const
export type Join = (typeof joins)[number]
export type Group = Extract<Condition, { all: Condition[] } | { any: Condition[] } | { none: Condition[] }>

/** Places in a condition: which member of the outermost group, which of that one, and so on. Empty: the outermost group. */
export type Place = readonly number[]

/** What became of a condition, and where what was changed is now. */
export interface Changed {
  root: Group
  place: Place
}

export type Direction = 'up' | 'down' | 'in' | 'out'

/** A condition as the editor has it: the outermost is always a group. */
export function toRoot(when: Condition | undefined): Group {
  if (when === undefined) return { all: [] }
  return isGroup(when) ? when : { all: [when] }
}

/** What is saved: comparisons without a field and groups without members are left out; undefined where nothing is left. */
export function fromRoot(root: Group): Condition | undefined {
  const pruned = prune(root)
  if (pruned === undefined || !isGroup(pruned) || joinOf(pruned) === 'none') return pruned
  const [only, ...others] = membersOf(pruned)
  return others.length === 0 ? only : pruned
}

function prune(condition: Condition): Condition | undefined {
  if (isGroup(condition)) {
    const members = membersOf(condition).flatMap((member) => prune(member) ?? [])
    return members.length === 0 ? undefined : toGroup(joinOf(condition), members)
  }
  if ('okta' in condition) {
    const okta = condition.okta.trim()
    return okta === '' ? undefined : { okta }
  }
  if (condition.field === undefined) return condition
  const field = condition.field.trim()
  return field === '' ? undefined : { ...condition, field }
}

export function isGroup(condition: Condition): condition is Group {
  return 'all' in condition || 'any' in condition || 'none' in condition
}

export function joinOf(group: Group): Join {
  return 'all' in group ? 'all' : 'any' in group ? 'any' : 'none'
}

export function membersOf(group: Group): readonly Condition[] {
  return 'all' in group ? group.all : 'any' in group ? group.any : group.none
}

export function toGroup(join: Join, members: readonly Condition[]): Group {
  switch (join) {
    case 'all':
      return { all: [...members] }
    case 'any':
      return { any: [...members] }
    case 'none':
      return { none: [...members] }
  }
}

/** What stands at a place; undefined where nothing does. */
function findAt(root: Group, place: Place): Condition | undefined {
  let found: Condition | undefined = root
  for (const index of place) {
    found = found !== undefined && isGroup(found) ? membersOf(found)[index] : undefined
  }
  return found
}

/** Puts something else at a place. */
export function changeAt(root: Group, place: Place, condition: Condition): Group {
  if (place.length === 0) return toRoot(condition)
  return editMembers(root, place.slice(0, -1), (members) => members.with(place.at(-1) ?? 0, condition))
}

/** Adds a member at the end of the group at a place. */
export function addTo(root: Group, place: Place, condition: Condition): Changed {
  const group = findAt(root, place)
  const count = group !== undefined && isGroup(group) ? membersOf(group).length : 0
  return {
    root: editMembers(root, place, (members) => [...members, condition]),
    place: [...place, count],
  }
}

export function removeAt(root: Group, place: Place): Changed {
  const [parent, index] = split(place)
  const next = editMembers(root, parent, (members) => members.toSpliced(index, 1))
  const left = membersAt(next, parent).length
  return { root: next, place: left === 0 ? parent : [...parent, Math.min(index, left - 1)] }
}

/** Puts a group around what stands at a place. */
export function wrapAt(root: Group, place: Place, join: Join): Changed {
  const inside = findAt(root, place)
  if (inside === undefined) return { root, place }
  const group = toGroup(join, [inside])
  // Around the outermost group goes a new outermost one.
  return place.length === 0
    ? { root: group, place: [0] }
    : { root: changeAt(root, place, group), place: [...place, 0] }
}

/** Puts the members of the group at a place in its own place. */
export function unwrapAt(root: Group, place: Place): Changed {
  const group = findAt(root, place)
  if (group === undefined || !isGroup(group)) return { root, place }
  const inside = membersOf(group)
  const [only] = inside
  if (place.length === 0)
    return only !== undefined && inside.length === 1 ? { root: toRoot(only), place } : { root, place }
  const [parent, index] = split(place)
  return {
    root: editMembers(root, parent, (members) => members.toSpliced(index, 1, ...inside)),
    place: inside.length === 0 ? parent : place,
  }
}

/** Whether what stands at a place can go that way. */
export function canMove(root: Group, place: Place, direction: Direction): boolean {
  return moveTarget(root, place, direction) !== undefined
}

/**
 * Moves what stands at a place: before or behind its neighbour, into the group next to it (the one before it, else the one
 * behind it), or out of its group, to the place behind that.
 */
export function moveAt(root: Group, place: Place, direction: Direction): Changed {
  const target = moveTarget(root, place, direction)
  const moved = findAt(root, place)
  if (target === undefined || moved === undefined) return { root, place }
  const [parent, index] = split(place)
  const without = editMembers(root, parent, (members) => members.toSpliced(index, 1))
  const [into, at] = split(target)
  return { root: editMembers(without, into, (members) => members.toSpliced(at, 0, moved)), place: target }
}

/** Where it would be after it was taken out; undefined where it cannot go that way. */
function moveTarget(root: Group, place: Place, direction: Direction): Place | undefined {
  if (place.length === 0) return undefined
  const [parent, index] = split(place)
  const siblings = membersAt(root, parent)
  switch (direction) {
    case 'up':
      return index > 0 ? [...parent, index - 1] : undefined
    case 'down':
      return index < siblings.length - 1 ? [...parent, index + 1] : undefined
    case 'out': {
      if (parent.length === 0) return undefined
      const [outer, at] = split(parent)
      return [...outer, at + 1]
    }
    case 'in': {
      const before = siblings[index - 1]
      if (before !== undefined && isGroup(before)) return [...parent, index - 1, membersOf(before).length]
      const behind = siblings[index + 1]
      return behind !== undefined && isGroup(behind) ? [...parent, index, 0] : undefined
    }
  }
}

function membersAt(root: Group, place: Place): readonly Condition[] {
  const found = findAt(root, place)
  return found !== undefined && isGroup(found) ? membersOf(found) : []
}

function editMembers(
  root: Group,
  place: Place,
  edit: (members: readonly Condition[]) => readonly Condition[],
): Group {
  const [index, ...rest] = place
  const members = membersOf(root)
  if (index === undefined) return toGroup(joinOf(root), edit(members))
  const inner = members[index]
  if (inner === undefined || !isGroup(inner)) return root
  return toGroup(joinOf(root), members.with(index, editMembers(inner, rest, edit)))
}

function split(place: Place): [parent: Place, index: number] {
  return [place.slice(0, -1), place.at(-1) ?? 0]
}

/** The right side of a comparison over a field, where it is a value that a person can type; undefined otherwise. */
export function literalOf({ field, to, value }: Comparison): Json | undefined {
  if (field === undefined) return undefined
  const right = to ?? value ?? ''
  const items = Array.isArray(right) ? right : [right]
  const isPlain = items.every(
    (item) => typeof item !== 'object' && !(typeof item === 'string' && item.includes('{{')),
  )
  return isPlain ? right : undefined
}

/** A comparison with another right side, under the name that its author gave it. */
export function withLiteral(comparison: Comparison, right: Json | undefined): Comparison {
  const { to, value: _, ...rest } = comparison
  if (right === undefined) return rest
  return to === undefined ? { ...rest, value: right } : { ...rest, to: right }
}
