import { Switch } from '@mantine/core'
import { flows } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { flowTexts } from '../texts/flows.ts'
import { FailedAction } from '../ui/failed-action.tsx'
import type { FlowSummary } from './flows-page.tsx'

/** The on/off switch of a flow; what keeps it from going on is shown. */
export function FlowSwitch({ flow }: { flow: Pick<FlowSummary, 'id' | 'name' | 'isOn'> }) {
  const mayOperate = useMay('operator')
  const change = useSend(flows.switchFlow, [flows.listFlows, flows.getFlow])
  const isOn = change.isPending ? (change.variables.body?.isOn ?? flow.isOn) : flow.isOn
  return (
    <>
      <Switch
        aria-label={flowTexts.switchOf(flow.name)}
        checked={isOn}
        disabled={!mayOperate}
        onChange={(event) =>
          change.mutate({ params: { flowId: flow.id }, body: { isOn: event.currentTarget.checked } })
        }
      />
      <FailedAction error={change.error} onClose={change.reset} />
    </>
  )
}
