import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { catalog, events, tables, type AnswerOf } from '@keyway/api'
import type { Trigger } from '@keyway/engine'
import type { Json, ValueType } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { call } from '../app/client.ts'
import { knownFields, type EventField } from './event-fields.ts'

type Catalog = AnswerOf<typeof catalog.getCatalog>
type Table = AnswerOf<typeof tables.listTables>['items'][number]

interface Declared {
  path: string
  title: string | null
  type: ValueType
}

/** How many of the latest events are looked at for fields and values. */
const looksAt = 5
const noEvents = { source: 'none', type: undefined }

/** The fields that conditions of a trigger can look at: what is known of the event, and what the latest ones had. */
export function useEventFields(trigger: Trigger): { fields: readonly EventField[]; events: number } {
  const known = useAnswer(catalog.getCatalog)
  const rows = useAnswer(tables.listTables, {}, { enabled: 'table' in trigger })
  const heard = heardBy(trigger, known.data)
  const { source, type } = heard ?? noEvents
  const listed = useAnswer(
    events.listEvents,
    { query: { source, limit: looksAt, ...(type === undefined ? {} : { type }) } },
    { enabled: heard !== undefined && known.data !== undefined },
  )
  const latest = useQueries({
    queries: (listed.data?.items ?? []).map(({ id }) => ({
      queryKey: [events.getEvent.path, { eventId: id }, {}],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(events.getEvent, { params: { eventId: id }, signal }),
      staleTime: Infinity,
    })),
    combine: (answers) => answers.flatMap(({ data }) => (data === undefined ? [] : [data.payload])),
  })
  return useMemo(() => {
    const declared = declaredBy(trigger, { catalog: known.data, tables: rows.data?.items })
    const payloads: readonly Json[] = latest
    return { fields: knownFields(declared, payloads), events: payloads.length }
  }, [trigger, known.data, rows.data, latest])
}

/** Where the events of a trigger are stored; of an event that stands for several types, the first one's. */
function heardBy(
  trigger: Trigger,
  catalogue: Catalog | undefined,
): { source: string; type: string | undefined } | undefined {
  if ('source' in trigger) return { source: trigger.source, type: trigger.type }
  if ('table' in trigger) return { source: 'tables', type: undefined }
  if (!('event' in trigger)) return undefined
  const { event } = trigger
  const connector = catalogue?.connectors.find(({ id }) => event.startsWith(`${id}.`))
  if (connector === undefined) return undefined
  const declared = connector.events.find(({ id }) => id === event)
  return {
    source: connector.id,
    type: declared === undefined ? event.slice(connector.id.length + 1) : declared.types[0],
  }
}

function declaredBy(
  trigger: Trigger,
  known: { catalog: Catalog | undefined; tables: readonly Table[] | undefined },
): Declared[] {
  if ('event' in trigger) return declaredByEvent(trigger.event, known.catalog)
  if (!('table' in trigger)) return []
  const found = known.tables?.find(({ id, name }) => id === trigger.table || name === trigger.table)
  const columns = (found?.columns ?? []).filter(({ name }) => /^[A-Za-z_][\w-]*$/.test(name))
  return [
    { path: 'change', title: null, type: 'text' },
    ...['row', 'before'].flatMap((side) =>
      columns.map(({ name, type }): Declared => ({ path: `${side}.values.${name}`, title: null, type })),
    ),
  ]
}

function declaredByEvent(event: string, catalogue: Catalog | undefined): Declared[] {
  const connector = catalogue?.connectors.find(({ id }) => event.startsWith(`${id}.`))
  const type = event.slice((connector?.id.length ?? 0) + 1)
  const declared =
    connector?.events.find(({ id, types }) => id === event || types.includes(type)) ??
    connector?.events.find(({ types }) => types.length === 0)
  return (declared?.fields ?? [])
    .filter((field) => field.type !== 'object' && field.reference.startsWith('trigger.'))
    .map(({ reference, title, type: kind }) => ({
      path: reference.slice('trigger.'.length),
      title,
      type: kind,
    }))
}
