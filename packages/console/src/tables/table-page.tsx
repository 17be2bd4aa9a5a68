import { Button, Group, Text } from '@mantine/core'
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useParams } from 'react-router'
import { tables } from '@keyway/api'
import { call } from '../app/client.ts'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { tableTexts } from '../texts/tables.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { NotFound } from '../ui/not-found.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton, RowsSkeleton } from '../ui/skeletons.tsx'
import { ColumnsDialog } from './columns-dialog.tsx'
import { DeleteTable } from './delete-table.tsx'
import { ImportCsv } from './import-csv.tsx'
import { RowDialog } from './row-dialog.tsx'
import { SearchBar, type TableSearch } from './search-bar.tsx'
import { TableGrid } from './table-grid.tsx'
import type { RowOf, TableOf } from './table-of.ts'

/** One table: its rows, newest first or as a search finds them, and what may be done to it. */
export function TablePage() {
  const { tableId = '' } = useParams()
  const list = useAnswer(tables.listTables)
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  const table = list.data.items.find((candidate) => candidate.id === tableId)
  return table === undefined ? <NotFound /> : <OneTable key={table.id} table={table} />
}

function OneTable({ table }: { table: TableOf }) {
  const mayWrite = useMay('operator')
  const mayBuild = useMay('builder')
  const [search, setSearch] = useState<TableSearch | null>(null)
  const [open, setOpen] = useState<'row' | 'columns' | 'import' | null>(null)
  const [edited, setEdited] = useState<RowOf | null>(null)
  const rows = useRows(table, search)
  const items = (rows.data?.pages ?? []).flatMap((page) => page.items)
  const deletion = useDeletion(table)
  const close = () => {
    setOpen(null)
    setEdited(null)
  }
  return (
    <Page
      title={table.name}
      back={{ to: '/tables', label: tableTexts.back }}
      lead={tableTexts.rows(table.rows)}
      width="wide"
      actions={
        <>
          <Button
            component="a"
            href={tables.exportTableCsv.path.replace(':tableId', encodeURIComponent(table.id))}
            download
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {tableTexts.exportCsv}
          </Button>
          {mayWrite ? (
            <Button
              variant="default"
              leftSection={<IconUpload size={16} aria-hidden />}
              onClick={() => setOpen('import')}
            >
              {tableTexts.importCsv}
            </Button>
          ) : null}
          {mayBuild ? (
            <>
              <Button variant="default" onClick={() => setOpen('columns')}>
                {tableTexts.editColumns}
              </Button>
              <DeleteTable table={table} />
            </>
          ) : null}
          {mayWrite ? (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('row')}>
              {tableTexts.addRow}
            </Button>
          ) : null}
        </>
      }
    >
      <SearchBar table={table} search={search} onSearch={setSearch} />
      {deletion.notice}
      {rows.isPending ? <RowsSkeleton rows={8} /> : null}
      {rows.isError ? <Problem error={rows.error} onRetry={() => void rows.refetch()} /> : null}
      {rows.isSuccess && items.length === 0 ? (
        <Text size="sm">{search === null ? tableTexts.noRows : tableTexts.noMatch}</Text>
      ) : null}
      {items.length === 0 ? null : (
        <TableGrid table={table} rows={items} mayWrite={mayWrite} onOpen={setEdited} />
      )}
      <LoadMore
        hasMore={rows.hasNextPage}
        isLoading={rows.isFetchingNextPage}
        onMore={() => void rows.fetchNextPage()}
      />
      {open === 'row' || edited !== null ? (
        <RowDialog
          table={table}
          row={edited}
          onDelete={(row) => {
            close()
            deletion.start(row)
          }}
          onClose={close}
        />
      ) : null}
      {open === 'columns' ? <ColumnsDialog table={table} onClose={close} /> : null}
      {open === 'import' ? <ImportCsv table={table} onClose={close} /> : null}
    </Page>
  )
}

function useRows(table: TableOf, search: TableSearch | null) {
  const params = { tableId: table.id }
  return useInfiniteQuery({
    queryKey: [search === null ? tables.listTableRows.path : tables.searchTableRows.path, table.id, search],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === '' ? {} : { cursor: pageParam }
      return search === null
        ? call(tables.listTableRows, { params, query: { limit: 100, ...cursor }, signal })
        : call(tables.searchTableRows, { params, body: { where: [search], limit: 100, ...cursor }, signal })
    },
    initialPageParam: '',
    getNextPageParam: (last) => last.next,
  })
}

/** Deletes a row at once, and offers to bring it back. */
function useDeletion(table: TableOf) {
  const refreshed = [tables.listTables, tables.listTableRows, tables.searchTableRows]
  const remove = useSend(tables.deleteTableRow, refreshed)
  const restore = useSend(tables.createTableRow, refreshed)
  const params = { tableId: table.id }
  const { data, error } = remove
  const undo = () => {
    if (data === undefined) return
    restore.mutate({ params, body: { values: data.values } }, { onSuccess: () => remove.reset() })
  }
  const failed = error ?? restore.error
  return {
    start: (row: RowOf) => remove.mutate({ params: { ...params, rowId: row.id } }),
    notice: (
      <>
        {failed === null ? null : <Problem error={failed} />}
        {data === undefined ? null : (
          <Notice tone="doubt" role="status" mb="md">
            <Group gap="sm">
              {tableTexts.rowDeleted}
              <Button size="xs" variant="default" loading={restore.isPending} onClick={undo}>
                {tableTexts.undo}
              </Button>
            </Group>
          </Notice>
        )}
      </>
    ),
  }
}
