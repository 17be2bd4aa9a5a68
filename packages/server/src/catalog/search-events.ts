import type { catalog as contract } from '@keyway/api'
import type { Catalog, Connector, z } from '@keyway/sdk'

type Found = z.input<typeof contract.searchEvents.answer>['items'][number]

interface Search {
  search: string
  connector?: string | undefined
  delivery?: 'hook' | 'log' | undefined
  limit: number
}

/**
 * Events that can start flows: those with a name, and every type that none of these stands for. Each word must occur
 * somewhere; what has them in its title goes before what has them in its id, and that before the category.
 */
export function searchEvents(
  { connectors }: Catalog,
  { search, connector, delivery, limit }: Search,
): { items: Found[]; total: number } {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const candidates = [...connectors.values()]
    .filter(({ id }) => connector === undefined || id === connector)
    .flatMap(eventsOf)
    .filter((event) => delivery === undefined || event.delivery === delivery)
  const found = candidates
    .map((event) => ({ event, rank: rankOf(event, words) }))
    .filter(({ rank }) => rank !== undefined)
    .toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
  return { items: found.slice(0, limit).map(({ event }) => event), total: found.length }
}

function eventsOf({ id: connector, title, events, eventTypes }: Connector): Found[] {
  const byType = new Map(eventTypes.map((type) => [type.id, type]))
  const named = events.map((event): Found => {
    const types = event.types.map((type) => byType.get(type))
    const isByHook = types.length > 0 && types.every((type) => type?.eligible === true)
    return {
      event: event.id,
      title: event.title,
      description: event.description,
      connector,
      category: types[0]?.category ?? title,
      types: [...event.types],
      delivery: isByHook ? 'hook' : 'log',
      stage: types[0]?.stage ?? 'released',
    }
  })
  const taken = new Set(events.flatMap(({ types }) => types))
  const others = eventTypes.filter(({ id }) => !taken.has(id))
  return [
    ...named,
    ...others.map((type): Found => ({
      event: `${connector}.${type.id}`,
      title: type.title,
      description: null,
      connector,
      category: type.category,
      types: [type.id],
      delivery: type.eligible ? 'hook' : 'log',
      stage: type.stage,
    })),
  ]
}

/** The lower the better; undefined when a word is nowhere. */
function rankOf(event: Found, words: readonly string[]): number | undefined {
  const title = event.title.toLowerCase()
  const ids = [event.event, ...event.types].join(' ').toLowerCase()
  const rest = `${event.category} ${event.description ?? ''}`.toLowerCase()
  // An event with a name is what most people mean.
  let rank = event.description === null ? 1 : 0
  for (const word of words) {
    if (title.includes(word)) continue
    if (ids.includes(word)) rank += 2
    else if (rest.includes(word)) rank += 4
    else return undefined
  }
  return rank
}
