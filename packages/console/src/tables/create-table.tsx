import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { tables } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { tableTexts } from '../texts/tables.ts'
import { Problem } from '../ui/problem.tsx'
import { columnTypes, type ColumnType } from './table-of.ts'

/** Makes a table with its first columns, and goes there. */
export function CreateTable() {
  const navigate = useNavigate()
  const create = useSend(tables.createTable, [tables.listTables])
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [columns, setColumns] = useState<{ name: string; type: ColumnType }[]>([{ name: '', type: 'text' }])
  const change = (index: number, part: Partial<{ name: string; type: ColumnType }>) =>
    setColumns(columns.map((column, at) => (at === index ? { ...column, ...part } : column)))
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const named = columns.map((column) => ({ ...column, name: column.name.trim() }))
    const body = { name: name.trim(), columns: named.filter((column) => column.name !== '') }
    create.mutate({ body }, { onSuccess: ({ id }) => void navigate(`/tables/${id}`) })
  }
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
        {tableTexts.newTable}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={tableTexts.newTable}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <TextInput
              label={tableTexts.tableName}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
              required
            />
            {columns.map((column, index) => (
              // Columns have no identity but their place while they are written.
              <Group key={index} gap="xs" align="end" wrap="nowrap">
                <TextInput
                  label={tableTexts.columnName}
                  value={column.name}
                  onChange={(event) => change(index, { name: event.currentTarget.value })}
                  required={index === 0}
                  flex={1}
                />
                <Select
                  label={tableTexts.columnType}
                  data={columnTypes.map((value) => ({ value, label: tableTexts.types[value] }))}
                  value={column.type}
                  onChange={(value) =>
                    change(index, { type: columnTypes.find((type) => type === value) ?? 'text' })
                  }
                  allowDeselect={false}
                  w={150}
                />
              </Group>
            ))}
            <Group justify="space-between">
              <Button variant="default" onClick={() => setColumns([...columns, { name: '', type: 'text' }])}>
                {tableTexts.addColumn}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {tableTexts.create}
              </Button>
            </Group>
            {create.error === null ? null : <Problem error={create.error} />}
          </Stack>
        </form>
      </Modal>
    </>
  )
}
