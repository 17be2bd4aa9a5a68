import { Button, Checkbox, FileInput, Group, Modal, Progress, Select, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { tables } from '@keyway/api'
import { tableTexts } from '../texts/tables.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import { sendCsv, type CsvReport } from './send-csv.ts'
import type { TableOf } from './table-of.ts'

/** Sends a CSV file into a table and shows what became of it. */
export function ImportCsv({ table, onClose }: { table: TableOf; onClose: () => void }) {
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [key, setKey] = useState('')
  const [skipInvalid, setSkipInvalid] = useState(false)
  const [percent, setPercent] = useState(0)
  const send = useMutation({
    mutationFn: (chosen: File) => {
      const upsertBy = table.keys.find((columns) => columns.join(', ') === key) ?? []
      return sendCsv({ tableId: table.id, file: chosen, upsertBy, skipInvalid, onProgress: setPercent })
    },
    onSuccess: () =>
      Promise.all(
        [tables.listTables, tables.listTableRows, tables.searchTableRows].map(({ path }) =>
          client.invalidateQueries({ queryKey: [path] }),
        ),
      ),
  })
  return (
    <Modal opened onClose={onClose} title={tableTexts.importCsv}>
      {send.isSuccess ? (
        <Report report={send.data} onClose={onClose} />
      ) : (
        <Stack gap="md">
          <Text size="sm">{tableTexts.importLead}</Text>
          <FileInput
            label={tableTexts.chooseFile}
            accept=".csv,text/csv"
            value={file}
            onChange={setFile}
            data-autofocus
          />
          {table.keys.length === 0 ? null : (
            <Select
              label={tableTexts.updateBy}
              description={tableTexts.updateByHelp}
              data={[
                { value: '', label: tableTexts.addOnly },
                ...table.keys.map((columns) => ({ value: columns.join(', '), label: columns.join(', ') })),
              ]}
              value={key}
              onChange={(value) => setKey(value ?? '')}
              allowDeselect={false}
            />
          )}
          <Checkbox
            label={tableTexts.skipInvalid}
            checked={skipInvalid}
            onChange={(event) => setSkipInvalid(event.currentTarget.checked)}
          />
          {send.isPending ? (
            <div role="status">
              <Progress value={percent} animated aria-label={tableTexts.sending(percent)} />
              <Text size="sm" mt={4}>
                {percent < 100 ? tableTexts.sending(percent) : tableTexts.writing}
              </Text>
            </div>
          ) : null}
          {send.error === null ? null : <Problem error={send.error} />}
          <Group justify="flex-end">
            <Button
              disabled={file === null}
              loading={send.isPending}
              onClick={() => file && send.mutate(file)}
            >
              {tableTexts.importCsv}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function Report({ report, onClose }: { report: CsvReport; onClose: () => void }) {
  return (
    <Stack gap="md">
      <Notice tone={report.skipped > 0 ? 'doubt' : 'good'} role="status">
        {tableTexts.imported(report.added, report.changed, report.skipped)}
      </Notice>
      {report.problems.map(({ line, message }) => (
        <Text key={line} size="sm">
          {tableTexts.line(line, message)}
        </Text>
      ))}
      <Group justify="flex-end">
        <Button onClick={onClose}>{tableTexts.done}</Button>
      </Group>
    </Stack>
  )
}
