/**
 * What a resource of a resource set is, by its address or its ORN: `…/groups` is every group, `…/groups/00g1` one of
 * them, and `…/groups/00g1/users` (or `…:contained_resources`) what it contains.
 */
export function readResourceName(name: string): { type: string; subject_id: string | null } {
  const rest = name.startsWith('orn:')
    ? name.split(':').slice(4).join('/')
    : (name.split('/api/v1/').at(-1) ?? name)
  const [collection = '', id, ...contained] = rest.split('/').filter((part) => part !== '')
  if (id === undefined) return { type: collection, subject_id: null }
  return { type: contained.length === 0 ? collection : `contained_${collection}`, subject_id: id }
}
