import { Stack, TextInput } from '@mantine/core'
import type { EventTrigger } from '@keyway/engine'
import { wayTexts as texts } from '../texts/ways-in.ts'
import { EventPicker } from './event-picker.tsx'
import { MaxAge } from './max-age.tsx'

export interface EventTriggerFieldsProps {
  trigger: EventTrigger
  /** Only events of this connector. */
  connector: string | undefined
  onChange: (trigger: EventTrigger) => void
}

/** Which event starts a flow, of which account, and how late it may come. */
export function EventTriggerFields({ trigger, connector, onChange }: EventTriggerFieldsProps) {
  const { connection: _, ...withoutConnection } = trigger
  const { maxAgeSeconds: __, ...withoutAge } = trigger
  return (
    <Stack gap="md">
      <EventPicker
        event={trigger.event}
        connector={connector}
        onChoose={(event) => onChange({ ...trigger, event })}
      />
      {connector === undefined ? (
        <>
          <TextInput
            label={texts.connection}
            description={texts.connectionHelp}
            value={trigger.connection ?? ''}
            onChange={({ currentTarget: { value } }) =>
              onChange(value === '' ? withoutConnection : { ...trigger, connection: value })
            }
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            maw={440}
          />
          <MaxAge
            seconds={trigger.maxAgeSeconds}
            onChange={(maxAgeSeconds) =>
              onChange(maxAgeSeconds === undefined ? withoutAge : { ...trigger, maxAgeSeconds })
            }
          />
        </>
      ) : null}
    </Stack>
  )
}
