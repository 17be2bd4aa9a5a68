import { Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { access } from '@keyway/api'
import { DirectoryRows } from '../access/directory-rows.tsx'
import { OrgFrame } from '../access/org-frame.tsx'
import { usePages } from '../access/use-pages.ts'
import { addressOf } from '../access/use-org.ts'
import { call } from '../app/client.ts'
import { peopleTexts as texts } from '../texts/people.ts'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { Clock, Time } from '../ui/time.tsx'
import classes from '../access/access.module.css'
import { UserState } from './user-state.tsx'

/** Everybody in an Okta org. */
export function PeoplePage() {
  return (
    <Page title={texts.title} lead={texts.lead} width="full">
      <OrgFrame>{({ org }) => <People key={org} org={org} />}</OrgFrame>
    </Page>
  )
}

function People({ org }: { org: string }) {
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState<string | null>(null)
  const [settled] = useDebouncedValue(search.trim(), 250)
  const { list, items, rows } = usePages(
    [access.listPeople.path, org, settled, status],
    ({ cursor, signal }) =>
      call(access.listPeople, {
        query: {
          org,
          limit: 100,
          ...(settled === '' ? {} : { search: settled }),
          ...(status === null ? {} : { status }),
          ...(cursor === undefined ? {} : { cursor }),
        },
        signal,
      }),
  )
  return (
    <Clock>
      <search className={classes['filters']}>
        <TextInput
          aria-label={texts.search}
          placeholder={texts.search}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          w={320}
        />
        <Select
          aria-label={texts.status}
          placeholder={texts.anyStatus}
          clearable
          data={Object.entries(texts.statuses).map(([value, label]) => ({ value, label }))}
          value={status}
          onChange={setStatus}
          w={190}
        />
      </search>
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess ? (
        <DirectoryRows
          label={texts.title}
          items={items}
          columns={[
            {
              title: texts.columns.name,
              cell: ({ id, name }) => (
                <Link to={addressOf('people', org, id)} className="kw-link">
                  {name}
                </Link>
              ),
            },
            { title: texts.columns.status, cell: (person) => <UserState status={person.status} /> },
            { title: texts.columns.login, cell: ({ login }) => login },
            { title: texts.columns.department, cell: ({ department }) => department ?? '' },
            { title: texts.columns.last, cell: ({ lastLoginAt }) => <Time at={lastLoginAt} /> },
          ]}
          {...rows}
        />
      ) : null}
    </Clock>
  )
}
