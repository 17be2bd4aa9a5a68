import { Tabs, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useLocation, useNavigate } from 'react-router'
import { access } from '@keyway/api'
import { call } from '../app/client.ts'
import { accessTexts as texts } from '../texts/access.ts'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { Clock, Time } from '../ui/time.tsx'
import classes from './access.module.css'
import { ChangesPanel } from './changes-panel.tsx'
import { DirectoryRows } from './directory-rows.tsx'
import { InventoryPanel } from './inventory-panel.tsx'
import { OrgFrame } from './org-frame.tsx'
import { RolesTable } from './roles-table.tsx'
import { StateMark } from './state-mark.tsx'
import { addressOf, type InventoryState } from './use-org.ts'
import { usePages } from './use-pages.ts'

const tabs = ['groups', 'apps', 'roles', 'changes', 'inventory'] as const

/** What an org's groups, applications and roles give, what changed, and how well it is known. */
export function AccessPage() {
  return (
    <Page title={texts.title} lead={texts.lead} width="full">
      <OrgFrame>{(state) => <Parts key={state.org} state={state} />}</OrgFrame>
    </Page>
  )
}

function Parts({ state }: { state: InventoryState }) {
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const chosen = tabs.find((tab) => pathname.endsWith(`/${tab}`)) ?? 'groups'
  const choose = (tab: string | null) =>
    void navigate(`/access/${tab ?? 'groups'}${search}`, { replace: true })
  return (
    <Clock>
      <Tabs value={chosen} onChange={choose} keepMounted={false} className={classes['tabs'] ?? ''}>
        <Tabs.List aria-label={texts.tabs.label} mb="md">
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {texts.tabs[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab} value={tab} className={classes['part'] ?? ''}>
            <Part tab={tab} state={state} />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Clock>
  )
}

function Part({ tab, state }: { tab: (typeof tabs)[number]; state: InventoryState }) {
  const { org } = state
  switch (tab) {
    case 'groups':
      return <Groups org={org} />
    case 'apps':
      return <Apps org={org} />
    case 'roles':
      return <RolesTable org={org} />
    case 'changes':
      return <ChangesPanel org={org} />
    case 'inventory':
      return <InventoryPanel state={state} />
  }
}

function useSearchText() {
  const [search, setSearch] = useState('')
  const [settled] = useDebouncedValue(search.trim(), 250)
  const field = (
    <search className={classes['filters']}>
      <TextInput
        aria-label={texts.search}
        placeholder={texts.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
        w={320}
      />
    </search>
  )
  return { settled, field }
}

function Groups({ org }: { org: string }) {
  const { settled, field } = useSearchText()
  const { list, items, rows } = usePages([access.listGroups.path, org, settled], ({ cursor, signal }) =>
    call(access.listGroups, { query: queryOf(org, settled, cursor), signal }),
  )
  const types: Readonly<Record<string, string>> = texts.groupTypes
  return (
    <>
      {field}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess ? (
        <DirectoryRows
          label={texts.tabs.groups}
          items={items}
          columns={[
            {
              title: texts.columns.name,
              cell: ({ id, name }) => (
                <Link to={addressOf('groups', org, id)} className="kw-link">
                  {name}
                </Link>
              ),
            },
            { title: texts.columns.type, cell: ({ type }) => types[type] ?? type },
            { title: texts.columns.changed, cell: (group) => <Time at={group.membershipChangedAt} /> },
          ]}
          {...rows}
        />
      ) : null}
    </>
  )
}

function Apps({ org }: { org: string }) {
  const { settled, field } = useSearchText()
  const { list, items, rows } = usePages([access.listApps.path, org, settled], ({ cursor, signal }) =>
    call(access.listApps, { query: queryOf(org, settled, cursor), signal }),
  )
  return (
    <>
      {field}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess ? (
        <DirectoryRows
          label={texts.tabs.apps}
          items={items}
          columns={[
            {
              title: texts.columns.name,
              cell: ({ id, label }) => (
                <Link to={addressOf('apps', org, id)} className="kw-link">
                  {label}
                </Link>
              ),
            },
            {
              title: texts.columns.status,
              cell: ({ status }) => (
                <StateMark tone={status === 'ACTIVE' ? 'good' : 'plain'}>{status.toLowerCase()}</StateMark>
              ),
            },
            { title: texts.columns.signOn, cell: ({ signOnMode }) => signOnMode ?? '' },
          ]}
          {...rows}
        />
      ) : null}
    </>
  )
}

function queryOf(org: string, search: string, cursor: string | undefined) {
  return {
    org,
    limit: 100,
    ...(search === '' ? {} : { search }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
