import { Button, Code, Group, Select, Stack, Table, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { detections } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { detectionTexts } from '../texts/detections.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Time } from '../ui/time.tsx'
import type { DetectionDetail } from './detection-page.tsx'

const dayMs = 86_400_000

/** What a detection does not look at, why, and until when. */
export function ExceptionsPanel({
  detection: { id: detectionId, exceptions },
}: {
  detection: DetectionDetail
}) {
  const mayBuild = useMay('builder')
  const remove = useSend(detections.removeException, [detections.getDetection])
  return (
    <Panel title={detectionTexts.exceptions}>
      <Stack gap="md">
        <Text size="sm" c="var(--kw-text-soft)">
          {exceptions.length === 0 ? detectionTexts.noExceptions : detectionTexts.exceptionsLead}
        </Text>
        {exceptions.length === 0 ? null : (
          <Table verticalSpacing="xs">
            <Table.Tbody>
              {exceptions.map((exception) => (
                <Table.Tr key={exception.id}>
                  <Table.Td>
                    <Code>{exception.filter}</Code>
                    <Text size="sm">
                      {exception.reason} ({exception.createdBy})
                    </Text>
                  </Table.Td>
                  <Table.Td>
                    {exception.expiresAt === null ? (
                      detectionTexts.exceptionForever
                    ) : (
                      <>
                        {detectionTexts.exceptionEnds} <Time at={exception.expiresAt} />
                      </>
                    )}
                  </Table.Td>
                  <Table.Td ta="end">
                    {mayBuild ? (
                      <Button
                        size="xs"
                        variant="default"
                        loading={remove.isPending}
                        onClick={() => remove.mutate({ params: { detectionId, exceptionId: exception.id } })}
                      >
                        {detectionTexts.exceptionEnd}
                      </Button>
                    ) : null}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        {remove.error === null ? null : <Problem error={remove.error} />}
        {mayBuild ? <AddException detectionId={detectionId} /> : null}
      </Stack>
    </Panel>
  )
}

function AddException({ detectionId }: { detectionId: string }) {
  const [filter, setFilter] = useState('')
  const [reason, setReason] = useState('')
  const [days, setDays] = useState<string | null>('30')
  const add = useSend(detections.addException, [detections.getDetection])
  const send = () =>
    add.mutate(
      {
        params: { detectionId },
        body: { filter, reason, expiresAt: days === null ? null : Date.now() + Number(days) * dayMs },
      },
      {
        onSuccess: () => {
          setFilter('')
          setReason('')
        },
      },
    )
  return (
    <>
      <Group gap="sm" align="flex-end" wrap="wrap">
        <TextInput
          label={detectionTexts.exceptionFilter}
          description={detectionTexts.exceptionFilterHelp}
          placeholder={detectionTexts.exceptionFilterPlaceholder}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          w={340}
          spellCheck={false}
        />
        <TextInput
          label={detectionTexts.exceptionReason}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          w={240}
        />
        <Select
          label={detectionTexts.exceptionUntil}
          placeholder={detectionTexts.exceptionForever}
          data={Object.entries(detectionTexts.exceptionDays).map(([value, label]) => ({ value, label }))}
          value={days}
          onChange={setDays}
          clearable
          w={190}
        />
        <Button
          variant="default"
          disabled={filter.trim() === '' || reason.trim().length < 3}
          loading={add.isPending}
          onClick={send}
        >
          {detectionTexts.exceptionAdd}
        </Button>
      </Group>
      {add.error === null ? null : <Problem error={add.error} />}
    </>
  )
}
