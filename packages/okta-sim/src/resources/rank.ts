import type { Resource, ResourceKind } from './resource-kind.ts'

/**
 * Puts a resource where it wants to stand among those of its rank, and numbers them anew from 1. Those of the system
 * are always last. Returns the resource with its number; a resource that is not in the map leaves a gap to close.
 */
export function rank(
  all: Map<string, Resource>,
  { rankedBy }: ResourceKind,
  { resource, wished }: { resource: Resource; wished: unknown },
): Resource {
  if (rankedBy === undefined) return resource
  const peers = [...all.values()]
    .filter(({ id, body }) => id !== resource.id && body[rankedBy] === resource.body[rankedBy])
    .toSorted((a, b) => Number(a.body['priority']) - Number(b.body['priority']))
  const ordinary = peers.filter(({ body }) => body['system'] !== true)
  if (all.has(resource.id) && resource.body['system'] !== true) {
    const place = typeof wished === 'number' && wished >= 1 ? wished - 1 : ordinary.length
    ordinary.splice(place, 0, resource)
  }
  const ordered = [...ordinary, ...peers.filter((each) => !ordinary.includes(each))]
  if (all.has(resource.id) && !ordered.includes(resource)) ordered.push(resource)
  for (const [index, each] of ordered.entries()) {
    all.set(each.id, { ...each, body: { ...each.body, priority: index + 1 } })
  }
  return all.get(resource.id) ?? resource
}
