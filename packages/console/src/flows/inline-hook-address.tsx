import { Stack, Table, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { executions, type AnswerOf } from '@keyway/api'
import type { InlineHookType } from '@keyway/engine'
import { useAnswer } from '../app/requests.ts'
import { addressTexts as texts } from '../texts/addresses.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { StatusBadge } from '../ui/status.tsx'
import { Time } from '../ui/time.tsx'
import { formatDuration } from '../values/time.ts'
import type { EndpointDetail } from './endpoint-detail.ts'
import type { FlowDetail } from './flow-page.tsx'
import classes from './flows.module.css'
import { TokenField } from './token-field.tsx'

/** As the server has it: what comes later, Okta is not told. */
const answerWithinMs = 2_500

export interface InlineHookAddressProps {
  flow: FlowDetail
  endpoint: EndpointDetail
  type: InlineHookType
}

/** The address that one of Okta's inline hooks calls: what goes into Okta, and how the last calls went. */
export function InlineHookAddress({ flow, endpoint, type }: InlineHookAddressProps) {
  const { hookSteps: steps } = texts
  return (
    <>
      <Panel title={texts.hook}>
        <Stack gap="sm">
          <Text size="sm" c="var(--kw-text-soft)">
            {texts.hookLead}
          </Text>
          <Notice tone="plain">{texts.threeSeconds}</Notice>
          <Text size="sm" fw={560}>
            {texts.steps}
          </Text>
          <ol className={classes['steps']}>
            <Step>{steps.open(type)}</Step>
            <Step>
              <CopyField label={steps.name} value={`Keyway: ${flow.name}`} />
            </Step>
            <Step>
              <CopyField label={steps.url} value={endpoint.url} />
            </Step>
            <Step>
              <CopyField label={steps.field} value="Authorization" />
            </Step>
            <Step>
              <Stack gap="xs">
                <TokenField
                  flowId={flow.id}
                  endpoint={endpoint}
                  label={texts.secret}
                  rotation={texts.rotateSecret}
                />
              </Stack>
            </Step>
            <Step>{steps.save}</Step>
            <Step>{steps.use(type)}</Step>
          </ol>
        </Stack>
      </Panel>
      <Panel title={texts.lastCalls}>
        <LastCalls flowId={flow.id} />
      </Panel>
    </>
  )
}

function Step({ children }: { children: ReactNode }) {
  return <li>{children}</li>
}

function LastCalls({ flowId }: { flowId: string }) {
  const list = useAnswer(
    executions.listExecutions,
    { query: { flowId, limit: 8 } },
    { refetchInterval: 10_000 },
  )
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  const calls = (list.data?.items ?? []).filter(({ mode }) => mode === 'endpoint')
  if (calls.length === 0) return <Text size="sm">{texts.noCalls}</Text>
  return (
    <Table verticalSpacing={4}>
      <Table.Tbody>
        {calls.map((call) => (
          <Table.Tr key={call.id}>
            <Table.Td>
              <StatusBadge status={call.status} />
            </Table.Td>
            <Table.Td>
              <Link to={`/executions/${call.id}`} className="kw-link">
                {describeCall(call)}
              </Link>
            </Table.Td>
            <Table.Td ta="end">
              <Time at={call.createdAt} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}

type Call = AnswerOf<typeof executions.listExecutions>['items'][number]

function describeCall({ createdAt, finishedAt }: Call): string {
  const took = (finishedAt ?? Date.now()) - createdAt
  return texts.call(formatDuration(took), took > answerWithinMs ? texts.tooLate : texts.inTime)
}
