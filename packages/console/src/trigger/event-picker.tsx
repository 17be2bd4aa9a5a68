import { Group, Loader, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconCheck, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { catalog, type AnswerOf } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { Problem } from '../ui/problem.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import classes from './trigger.module.css'

type FoundEvent = AnswerOf<typeof catalog.searchEvents>['items'][number]

export interface EventPickerProps {
  /** What the trigger names now. */
  event: string
  /** Searches only the events of this connector. */
  connector: string | undefined
  onChoose: (event: string) => void
}

/** Searches all events that can start a flow; each says what it is, where it belongs and how it arrives. */
export function EventPicker({ event, connector, onChoose }: EventPickerProps) {
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), 200)
  const answer = useAnswer(catalog.searchEvents, {
    query: {
      // What is chosen is found first; of a connector with few events all are shown.
      search: search === '' && connector === undefined ? event : search,
      limit: 30,
      ...(connector === undefined ? {} : { connector }),
    },
  })
  const items = answer.data?.items ?? []
  const hidden = (answer.data?.total ?? 0) - items.length
  return (
    <Stack gap={6}>
      <TextInput
        label={triggerTexts.event}
        description={triggerTexts.eventHelp}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={answer.isFetching ? <Loader size={14} /> : null}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        maxLength={200}
        data-autofocus
      />
      <Text size="xs" c="var(--kw-text-soft)" style={{ overflowWrap: 'anywhere' }}>
        {triggerTexts.chosen(event)}
      </Text>
      {answer.error === null ? null : <Problem error={answer.error} onRetry={() => void answer.refetch()} />}
      <ScrollArea.Autosize mah={250} className={classes['events']} viewportProps={{ tabIndex: -1 }}>
        <div role="radiogroup" aria-label={triggerTexts.events}>
          {items.map((item) => (
            <EventOption
              key={item.event}
              item={item}
              isChosen={stands(item, event)}
              onChoose={() => onChoose(item.event)}
            />
          ))}
        </div>
        {answer.isSuccess && items.length === 0 ? (
          <Text size="sm" p="sm">
            {triggerTexts.noEvent}
          </Text>
        ) : null}
        {hidden > 0 ? (
          <Text size="xs" p="xs" c="var(--kw-text-soft)">
            {triggerTexts.moreEvents(hidden)}
          </Text>
        ) : null}
      </ScrollArea.Autosize>
    </Stack>
  )
}

/** A trigger may name an event by the type that it stands for. */
function stands({ event, connector, types }: FoundEvent, chosen: string): boolean {
  return event === chosen || types.some((type) => `${connector}.${type}` === chosen)
}

function EventOption({
  item,
  isChosen,
  onChoose,
}: {
  item: FoundEvent
  isChosen: boolean
  onChoose: () => void
}) {
  const { title, event, types, category, delivery } = item
  const names = types.length === 0 || event.endsWith(`.${types[0] ?? ''}`) ? [event] : [event, ...types]
  return (
    <label className={classes['option']} data-chosen={isChosen}>
      <input type="radio" name="event" checked={isChosen} onChange={onChoose} className={classes['radio']} />
      <span className={classes['check']}>{isChosen ? <IconCheck size={16} aria-hidden /> : null}</span>
      <span className={classes['what']}>
        <Group gap={8} justify="space-between" wrap="nowrap">
          <Text component="span" size="sm" fw={560}>
            {title}
          </Text>
          <DeliveryMark delivery={delivery} />
        </Group>
        <Text component="span" size="xs" c="var(--kw-text-soft)" className={classes['names']}>
          {[...names, category].join(' · ')}
        </Text>
      </span>
    </label>
  )
}
