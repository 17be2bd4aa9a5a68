import { Stack, Table, Text } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { triggers, type AnswerOf } from '@keyway/api'
import type { Trigger } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { call } from '../app/client.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { Notice } from '../ui/notice.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Time } from '../ui/time.tsx'

export interface TriggerPreviewProps {
  flowId: string
  trigger: Trigger
  /** How many of the events are listed. */
  show: number
}

/** What the trigger would have taken of the latest events. */
export function TriggerPreview({ flowId, trigger, show }: TriggerPreviewProps) {
  const text = JSON.stringify(trigger)
  const answer = useQuery({
    queryKey: [triggers.previewTrigger.path, flowId, text, show],
    queryFn: ({ signal }) => {
      const given: Json = JSON.parse(text)
      return call(triggers.previewTrigger, { params: { flowId }, body: { trigger: given, show }, signal })
    },
    placeholderData: keepPreviousData,
  })
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} />
  if (answer.isPending) return <Text size="sm">{triggerTexts.previewing}</Text>
  return <Found found={answer.data} />
}

function Found({ found }: { found: AnswerOf<typeof triggers.previewTrigger> }) {
  const { columns } = triggerTexts
  return (
    <Stack gap="xs" aria-live="polite">
      {found.warnings.map((warning) => (
        <Notice key={warning} tone="doubt">
          {warning}
        </Notice>
      ))}
      <Text size="sm">
        {found.tested === 0
          ? triggerTexts.nothingStored
          : `${triggerTexts.matched(found.matched, found.tested)} ${triggerTexts.ofType(found.ofType)}`}
      </Text>
      {found.events.length === 0 ? null : (
        <TableFrame>
          <Table verticalSpacing={4} horizontalSpacing="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.type}</Table.Th>
                <Table.Th>{columns.subject}</Table.Th>
                <Table.Th>{columns.received}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.events.map(({ id, type, subject, receivedAt }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Link to={`/events/${id}`} className="kw-link">
                      {type}
                    </Link>
                  </Table.Td>
                  <Table.Td>{subject ?? triggerTexts.none}</Table.Td>
                  <Table.Td>
                    <Time at={receivedAt} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      {found.matched > found.events.length && found.events.length > 0 ? (
        <Text size="xs" c="var(--kw-text-soft)">
          {triggerTexts.shown(found.events.length)}
        </Text>
      ) : null}
    </Stack>
  )
}
