import { Select } from '@mantine/core'
import { events, triggers } from '@keyway/api'
import { useQuery } from '@tanstack/react-query'
import type { Trigger } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { call } from '../app/client.ts'
import { runTexts } from '../texts/run.ts'
import { formatAbsolute } from '../values/time.ts'

/** How many of the latest events are offered. */
const offered = 20

export interface EventChoiceProps {
  flowId: string
  trigger: Trigger
  onChoose: (payload: Json) => void
}

/** One of the latest real events that a trigger takes. */
export function EventChoice({ flowId, trigger, onChoose }: EventChoiceProps) {
  const text = JSON.stringify(trigger)
  const found = useQuery({
    queryKey: [triggers.previewTrigger.path, flowId, text, offered],
    queryFn: ({ signal }) => {
      const given: Json = JSON.parse(text)
      return call(triggers.previewTrigger, {
        params: { flowId },
        body: { trigger: given, show: offered },
        signal,
      })
    },
  })
  return (
    <Select
      label={runTexts.fromEvent}
      description={runTexts.fromEventHelp}
      placeholder={found.data?.events.length === 0 ? runTexts.noEvents : undefined}
      data={(found.data?.events ?? []).map(({ id, type, subject, receivedAt }) => ({
        value: id,
        label: `${formatAbsolute(receivedAt)} · ${subject ?? type}`,
      }))}
      searchable
      clearable
      onChange={(eventId) => {
        if (eventId === null) return
        void call(events.getEvent, { params: { eventId } }).then(({ payload }) => onChoose(payload))
      }}
    />
  )
}
