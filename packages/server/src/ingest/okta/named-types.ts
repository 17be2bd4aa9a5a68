import { compileOktaFilter, type Condition } from '@keyway/engine'

/**
 * The event types that a condition on every event lets through at most, where it names them: a flow that takes any event
 * and compares `eventType` with "user.session.start" waits for that one type. Undefined where it may be any.
 */
export function namedTypes(when: Condition | undefined): readonly string[] | undefined {
  if (when === undefined) return undefined
  if ('all' in when) {
    const lists = when.all.flatMap((part) => {
      const types = namedTypes(part)
      return types === undefined ? [] : [types]
    })
    // Each of them must hold, so the shortest list is enough.
    return lists.toSorted((a, b) => a.length - b.length)[0]
  }
  if ('any' in when) {
    const lists = when.any.map(namedTypes)
    return lists.every((list) => list !== undefined) && lists.length > 0
      ? [...new Set(lists.flat())]
      : undefined
  }
  if ('okta' in when) return compileOktaFilter(when.okta).types
  if ('none' in when || when.field !== 'eventType') return undefined
  const named = when.to ?? when.value
  if (when.is === 'equal to' && typeof named === 'string') return [named]
  const isList = when.is === 'one of' || when.is === 'in'
  if (!isList || !Array.isArray(named)) return undefined
  const types = named.filter((type) => typeof type === 'string')
  return types.length === named.length ? types : undefined
}
