import { Badge, Button, Group, Switch, Table, Text, TextInput, VisuallyHidden } from '@mantine/core'
import { IconFolder, IconRoute, IconSearch, IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { flows, folders } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { flowTexts } from '../texts/flows.ts'
import { Empty } from '../ui/empty.tsx'
import { FailedAction } from '../ui/failed-action.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { FolderMenu, NewFolderButton } from './folder-menu.tsx'
import { groupByFolder, type FolderGroup } from './folders.ts'
import { FlowMenu } from './move-flow.tsx'
import { NewFlowButton } from './new-flow.tsx'
import classes from './flows.module.css'

export type FlowSummary = z.output<typeof flows.listFlows.answer>['items'][number]

/** All flows, by folder, with their switches. */
export function FlowsPage() {
  const list = useAnswer(flows.listFlows)
  const folderList = useAnswer(folders.listFolders)
  const [search, setSearch] = useState('')
  const mayBuild = useMay('builder')
  const wanted = search.trim().toLowerCase()
  const found = (list.data?.items ?? []).filter((flow) => flow.name.toLowerCase().includes(wanted))
  // While somebody searches, folders without a hit would only be in the way.
  const groups = groupByFolder(found, folderList.data?.items ?? []).filter(
    (group) => wanted === '' || group.flows.length > 0,
  )
  return (
    <Page title={flowTexts.title} lead={flowTexts.lead} actions={mayBuild ? <ListActions /> : null}>
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
              </Group>
            ) : null
          }
        />
      ) : null}
      {list.isSuccess && list.data.items.length > 0 ? (
        <>
          <TextInput
            aria-label={flowTexts.searchLabel}
            placeholder={flowTexts.searchLabel}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            maw={320}
            mb="md"
          />
          {found.length === 0 ? <Text size="sm">{flowTexts.noMatch}</Text> : null}
          {folderList.isError ? <Problem error={folderList.error} /> : null}
          {folderList.isSuccess
            ? groups.map((group) => <FolderSection key={group.folder?.id ?? ''} group={group} />)
            : null}
        </>
      ) : null}
    </Page>
  )
}

function FolderSection({ group }: { group: FolderGroup }) {
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
        <FlowTable flows={members} />
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
      <NewFolderButton />
      <ImportButton />
      <NewFlowButton />
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

function FlowTable({ flows: members }: { flows: readonly FlowSummary[] }) {
  const { columns } = flowTexts
  const mayBuild = useMay('builder')
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" layout="fixed">
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={76}>{columns.state}</Table.Th>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th w={130} visibleFrom="sm">
              {columns.kind}
            </Table.Th>
            <Table.Th w={76} ta="end" visibleFrom="sm">
              {columns.cards}
            </Table.Th>
            <Table.Th w={110} visibleFrom="sm">
              {columns.version}
            </Table.Th>
            <Table.Th w={105}>{columns.changed}</Table.Th>
            {mayBuild ? (
              <Table.Th w={56}>
                <VisuallyHidden>{flowTexts.more}</VisuallyHidden>
              </Table.Th>
            ) : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((flow) => (
            <Table.Tr key={flow.id}>
              <Table.Td>
                <FlowSwitch flow={flow} />
              </Table.Td>
              <Table.Td>
                <Group gap="xs">
                  <Link to={`/flows/${flow.id}`} className={classes['name']}>
                    {flow.name}
                  </Link>
                  {flow.hasUnpublishedChanges && flow.publishedVersion !== null ? (
                    <Badge size="sm" variant="light" color="brass" className={classes['badge'] ?? ''}>
                      {flowTexts.unpublished}
                    </Badge>
                  ) : null}
                  {flow.tags.map((tag) => (
                    <Badge
                      key={tag}
                      size="sm"
                      variant="outline"
                      color="gray"
                      className={classes['badge'] ?? ''}
                    >
                      {tag}
                    </Badge>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td visibleFrom="sm">{flowTexts.kinds[flow.kind]}</Table.Td>
              <Table.Td ta="end" className="kw-number" visibleFrom="sm">
                {flow.steps}
              </Table.Td>
              <Table.Td visibleFrom="sm">{flowTexts.version(flow.publishedVersion)}</Table.Td>
              <Table.Td>
                <Time at={flow.updatedAt} />
              </Table.Td>
              {mayBuild ? (
                <Table.Td>
                  <FlowMenu flow={flow} />
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

/** The on/off switch of a flow; what keeps it from going on is shown. */
export function FlowSwitch({ flow }: { flow: Pick<FlowSummary, 'id' | 'name' | 'isOn'> }) {
  const mayOperate = useMay('operator')
  const change = useSend(flows.switchFlow, [flows.listFlows, flows.getFlow])
  const isOn = change.isPending ? (change.variables.body?.isOn ?? flow.isOn) : flow.isOn
  return (
    <>
      <Switch
        aria-label={flowTexts.switchOf(flow.name)}
        checked={isOn}
        disabled={!mayOperate}
        onChange={(event) =>
          change.mutate({ params: { flowId: flow.id }, body: { isOn: event.currentTarget.checked } })
        }
      />
      <FailedAction error={change.error} onClose={change.reset} />
    </>
  )
}
