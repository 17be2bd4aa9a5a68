import { Select, Text } from '@mantine/core'
import { flows, flowVersions } from '@keyway/api'
import type { Trigger } from '@keyway/engine'
import { useAnswer } from '../app/requests.ts'
import { eventTexts as texts } from '../texts/events.ts'
import { Notice } from '../ui/notice.tsx'

export interface ReplayTargetProps {
  flowId: string
  /** Number of the version; null is the published one. */
  version: string | null
  /** Whether its trigger is asked at all. */
  isEvery: boolean
  onVersion: (version: string | null) => void
}

/** To which version events are given, and which of them its trigger takes. */
export function ReplayTarget({ flowId, version, isEvery, onVersion }: ReplayTargetProps) {
  const flow = useAnswer(flows.getFlow, { params: { flowId } })
  const versions = useAnswer(flowVersions.listVersions, { params: { flowId } })
  const trigger = flow.data?.published?.trigger
  const taken = trigger === undefined ? undefined : takenBy(trigger)
  return (
    <>
      <Select
        label={texts.replayVersionLabel}
        placeholder={texts.replayVersionCurrent(flow.data?.publishedVersion ?? null)}
        data={(versions.data?.items ?? []).map(({ number, message }) => ({
          value: String(number),
          label: texts.replayVersionOf(number, message),
        }))}
        value={version}
        onChange={onVersion}
        clearable
      />
      {isEvery || taken === undefined ? null : taken === null ? (
        <Notice tone="doubt" role="status">
          {texts.replayTakesNothing}
        </Notice>
      ) : (
        <Text size="sm" role="status">
          {texts.replayTakes(taken)}
        </Text>
      )}
    </>
  )
}

/** Which stored events start a flow, in words; null for none. */
function takenBy(trigger: Trigger): string | null {
  const { replayWhat: what } = texts
  if ('event' in trigger) return what.event(trigger.event)
  if ('source' in trigger) return what.source(trigger.source)
  if ('table' in trigger) return what.table(trigger.table)
  if ('endpoint' in trigger) return what.endpoint
  if ('schedule' in trigger) return what.schedule
  return 'delegated' in trigger ? what.form : null
}
