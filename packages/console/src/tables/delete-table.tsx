import { Button } from '@mantine/core'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { tables } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { tableTexts } from '../texts/tables.ts'
import { Confirm } from '../ui/confirm.tsx'
import type { TableOf } from './table-of.ts'

/** Deletes a table after asking. */
export function DeleteTable({ table }: { table: TableOf }) {
  const navigate = useNavigate()
  const remove = useSend(tables.deleteTable, [tables.listTables])
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {tableTexts.deleteTable}
      </Button>
      <Confirm
        isOpen={isOpen}
        title={tableTexts.deleteTable}
        text={tableTexts.deleteTableText(table.name, table.rows)}
        action={tableTexts.deleteTable}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate({ params: { tableId: table.id } }, { onSuccess: () => void navigate('/tables') })
        }
        onClose={() => setOpen(false)}
      />
    </>
  )
}
