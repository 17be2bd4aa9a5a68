import { Button, Group, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { detections, flows } from '@keyway/api'
import { severities, type Severity } from '../alerts/severity-mark.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { severityTexts } from '../texts/alerts.ts'
import { detectionTexts } from '../texts/detections.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import type { DetectionDetail } from './detection-page.tsx'

/** How an organisation wants to hear of a detection. */
export function SettingsPanel({ detection }: { detection: DetectionDetail }) {
  const { ownSeverity, severity: current, withinMs } = detection
  const mayBuild = useMay('builder')
  const list = useAnswer(flows.listFlows)
  const change = useSend(detections.changeDetection, [detections.listDetections, detections.getDetection])
  const [severity, setSeverity] = useState<Severity | null>(current === ownSeverity ? null : current)
  const [quietMs, setQuiet] = useState(String(detection.quietMs))
  const [groupBy, setGroupBy] = useState(detection.groupBy.join(', '))
  const [flowId, setFlowId] = useState(detection.remedyFlowId)
  const fields = groupBy.split(',').flatMap((one) => (one.trim() === '' ? [] : [one.trim()]))
  const save = () =>
    change.mutate({
      params: { detectionId: detection.id },
      body: {
        severity,
        quietMs: Number(quietMs),
        remedyFlowId: flowId,
        ...(withinMs === null ? { groupBy: fields.length === 0 ? null : fields } : {}),
      },
    })
  return (
    <Panel title={detectionTexts.settings}>
      <Stack gap="md" maw={560}>
        <Select
          label={detectionTexts.severity}
          placeholder={detectionTexts.severityOwn(ownSeverity === null ? '' : severityTexts[ownSeverity])}
          data={severities.map((value) => ({ value, label: severityTexts[value] }))}
          value={severity}
          onChange={(value) => setSeverity(severities.find((known) => known === value) ?? null)}
          clearable
          disabled={!mayBuild}
        />
        <Select
          label={detectionTexts.quiet}
          description={detectionTexts.quietHelp}
          data={quietChoices(detection.quietMs)}
          value={quietMs}
          onChange={(value) => setQuiet(value ?? quietMs)}
          allowDeselect={false}
          disabled={!mayBuild}
        />
        {withinMs === null ? (
          <TextInput
            label={detectionTexts.groupBy}
            description={detectionTexts.groupByHelp}
            value={groupBy}
            onChange={(event) => setGroupBy(event.currentTarget.value)}
            disabled={!mayBuild}
            spellCheck={false}
          />
        ) : null}
        <Select
          label={detectionTexts.remedyFlow}
          placeholder={detectionTexts.remedyFlowNone}
          data={(list.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={flowId}
          onChange={setFlowId}
          searchable
          clearable
          disabled={!mayBuild}
        />
        {change.error === null ? null : <Problem error={change.error} />}
        {mayBuild ? (
          <Group>
            <Button loading={change.isPending} onClick={save}>
              {detectionTexts.save}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Panel>
  )
}

/** The usual times, and the one that is set if it is another. */
function quietChoices(quietMs: number) {
  const usual = Object.entries(detectionTexts.quietTimes).map(([value, label]) => ({ value, label }))
  const value = String(quietMs)
  return usual.some((one) => one.value === value) ? usual : [...usual, { value, label: `${value} ms` }]
}
