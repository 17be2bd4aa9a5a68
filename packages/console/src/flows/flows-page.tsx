import { Button, Group, Text } from '@mantine/core'
import { IconFolder, IconRoute, IconSitemap, IconTemplate, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { flows, folders } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { shellTexts } from '../texts/shell.ts'
import { flowUsesTexts } from '../texts/flow-uses.ts'
import { flowTexts } from '../texts/flows.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { FlowFilterBar } from './flow-filter-bar.tsx'
import { filterFlows, parseFlowFilters, printFlowFilters } from './flow-filters.ts'
import { FlowTable, type FlowTableProps } from './flow-table.tsx'
import { FolderMenu, NewFolderButton } from './folder-menu.tsx'
import { groupByFolder, type FolderGroup } from './folders.ts'
import { NewFlowButton } from './new-flow.tsx'
import { SwitchMany } from './switch-many.tsx'
import classes from './flows.module.css'

export type FlowSummary = z.output<typeof flows.listFlows.answer>['items'][number]

/** All flows, by folder, with their switches. */
export function FlowsPage() {
  const list = useAnswer(flows.listFlows)
  const folderList = useAnswer(folders.listFolders)
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const mayBuild = useMay('builder')
  const filters = parseFlowFilters(search)
  const found = filterFlows(list.data?.items ?? [], filters)
  // While somebody searches, folders without a hit would only be in the way.
  const groups = groupByFolder(found, folderList.data?.items ?? []).filter(
    (group) => printFlowFilters(filters).size === 0 || group.flows.length > 0,
  )
  const choose = (flowId: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(flowId)
    else next.delete(flowId)
    setChosen(next)
  }
  const selected = found.filter(({ id }) => chosen.has(id))
  return (
    <Page
      title={flowTexts.title}
      lead={flowTexts.lead}
      width="wide"
      actions={mayBuild ? <ListActions /> : null}
    >
      {list.isPending ? <RowsSkeleton rows={8} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.data.items.length === 0 ? (
        <Empty
          icon={IconRoute}
          title={flowTexts.emptyTitle}
          text={flowTexts.emptyText}
          action={
            mayBuild ? (
              <Group justify="center">
                <NewFlowButton />
                <ImportButton />
                <Button
                  component={Link}
                  to="/templates"
                  variant="default"
                  leftSection={<IconTemplate size={16} aria-hidden />}
                >
                  {shellTexts.templates}
                </Button>
              </Group>
            ) : null
          }
        />
      ) : null}
      {list.isSuccess && list.data.items.length > 0 ? (
        <>
          <FlowFilterBar
            flows={list.data.items}
            filters={filters}
            onChange={(next) => setSearch(printFlowFilters(next), { replace: true })}
          />
          {selected.length === 0 ? null : (
            <SwitchMany chosen={selected} onClear={() => setChosen(new Set())} />
          )}
          {found.length === 0 ? <Text size="sm">{flowTexts.noMatch}</Text> : null}
          {folderList.isError ? <Problem error={folderList.error} /> : null}
          {folderList.isSuccess
            ? groups.map((group) => (
                <FolderSection key={group.folder?.id ?? ''} group={group} chosen={chosen} onChoose={choose} />
              ))
            : null}
        </>
      ) : null}
    </Page>
  )
}

interface FolderSectionProps extends Omit<FlowTableProps, 'flows'> {
  group: FolderGroup
}

function FolderSection({ group, ...selection }: FolderSectionProps) {
  const { folder, depth, flows: members } = group
  const mayBuild = useMay('builder')
  const name = folder?.path ?? flowTexts.noFolder
  const parts = name.split('/')
  return (
    <section className={classes['folder']} data-depth={Math.min(depth, 4)} aria-label={name}>
      <h2 className={classes['folderName']}>
        <IconFolder size={17} stroke={1.7} aria-hidden />
        {parts.length > 1 ? <i>{parts.slice(0, -1).join(' / ')} / </i> : null}
        {parts.at(-1)}
        <span>{flowTexts.inFolder(members.length, folder?.total ?? members.length)}</span>
        {mayBuild && folder !== null ? <FolderMenu folder={folder} /> : null}
      </h2>
      {members.length > 0 ? (
        <FlowTable flows={members} {...selection} />
      ) : folder?.total === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)">
          {flowTexts.emptyFolder}
        </Text>
      ) : null}
    </section>
  )
}

function ListActions() {
  return (
    <>
      <Button
        component={Link}
        to="/flows/uses"
        variant="default"
        leftSection={<IconSitemap size={16} aria-hidden />}
      >
        {flowUsesTexts.open}
      </Button>
      <NewFolderButton />
      <ImportButton />
      <NewFlowButton opensByAddress />
    </>
  )
}

function ImportButton() {
  return (
    <Button
      component={Link}
      variant="default"
      to="/flows/import"
      leftSection={<IconUpload size={16} aria-hidden />}
    >
      {flowTexts.import}
    </Button>
  )
}
