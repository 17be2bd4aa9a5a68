import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Modal,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
} from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { tables } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { tableTexts } from '../texts/tables.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Problem } from '../ui/problem.tsx'
import { columnTypes, type ColumnType, type TableOf } from './table-of.ts'

const refreshed = [tables.listTables, tables.listTableRows, tables.searchTableRows]

/** Columns of a table: adding, requiring, making unique and deleting them. Each change takes effect at once. */
export function ColumnsDialog({ table, onClose }: { table: TableOf; onClose: () => void }) {
  const add = useSend(tables.addTableColumn, refreshed)
  const change = useSend(tables.changeTableColumn, refreshed)
  const remove = useSend(tables.deleteTableColumn, refreshed)
  const setKeys = useSend(tables.setTableKeys, refreshed)
  const [name, setName] = useState('')
  const [type, setType] = useState<ColumnType>('text')
  const [removed, setRemoved] = useState<string | null>(null)
  const params = { tableId: table.id }
  const isUnique = (column: string) => table.keys.some((key) => key.length === 1 && key[0] === column)
  const error = add.error ?? change.error ?? setKeys.error
  const toggleUnique = (column: string) => {
    const others = table.keys.filter((key) => key.length !== 1 || key[0] !== column)
    setKeys.mutate({ params, body: { keys: isUnique(column) ? others : [...others, [column]] } })
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    add.mutate({ params, body: { name: name.trim(), type } }, { onSuccess: () => setName('') })
  }
  return (
    <Modal opened onClose={onClose} title={tableTexts.editColumns} size="lg">
      <Stack gap="md">
        <Table.ScrollContainer minWidth={480}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{tableTexts.columnName}</Table.Th>
                <Table.Th>{tableTexts.columnType}</Table.Th>
                <Table.Th>{tableTexts.required}</Table.Th>
                <Table.Th>{tableTexts.unique}</Table.Th>
                <Table.Th aria-label={tableTexts.removeColumn('')} />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {table.columns.map((column) => (
                <Table.Tr key={column.name}>
                  <Table.Td>{column.name}</Table.Td>
                  <Table.Td>{tableTexts.types[column.type]}</Table.Td>
                  <Table.Td>
                    <Checkbox
                      aria-label={`${tableTexts.required}: ${column.name}`}
                      checked={column.required}
                      onChange={(event) =>
                        change.mutate({
                          params: { ...params, column: column.name },
                          body: { required: event.currentTarget.checked },
                        })
                      }
                    />
                  </Table.Td>
                  <Table.Td>
                    <Checkbox
                      aria-label={`${tableTexts.unique}: ${column.name}`}
                      checked={isUnique(column.name)}
                      onChange={() => toggleUnique(column.name)}
                    />
                  </Table.Td>
                  <Table.Td ta="end">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={tableTexts.removeColumn(column.name)}
                      onClick={() => setRemoved(column.name)}
                    >
                      <IconTrash size={16} aria-hidden />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        {table.keys
          .filter((key) => key.length > 1)
          .map((key) => (
            <Text key={key.join()} size="sm">
              {tableTexts.uniqueTogether(key.join(', '))}
            </Text>
          ))}
        {error === null ? null : <Problem error={error} />}
        <form onSubmit={submit}>
          <Group gap="xs" align="end">
            <TextInput
              label={tableTexts.columnName}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              required
              flex={1}
            />
            <Select
              label={tableTexts.columnType}
              data={columnTypes.map((value) => ({ value, label: tableTexts.types[value] }))}
              value={type}
              onChange={(value) => setType(columnTypes.find((known) => known === value) ?? type)}
              allowDeselect={false}
              w={150}
            />
            <Button type="submit" loading={add.isPending}>
              {tableTexts.addColumn}
            </Button>
          </Group>
        </form>
      </Stack>
      <Confirm
        isOpen={removed !== null}
        title={tableTexts.removeColumn(removed ?? '')}
        text={tableTexts.removeColumnText(removed ?? '')}
        action={tableTexts.removeColumn(removed ?? '')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate(
            { params: { ...params, column: removed ?? '' } },
            { onSuccess: () => setRemoved(null) },
          )
        }
        onClose={() => {
          setRemoved(null)
          remove.reset()
        }}
      />
    </Modal>
  )
}
