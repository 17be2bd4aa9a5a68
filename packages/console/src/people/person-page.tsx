import { Group, Stack, Tabs } from '@mantine/core'
import { useParams, useSearchParams } from 'react-router'
import { access } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { peopleTexts as texts } from '../texts/people.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { LossesPanel } from './losses-panel.tsx'
import { PersonProfile } from './person-profile.tsx'
import { PersonReach } from './person-reach.tsx'
import { PersonTimeline } from './person-timeline.tsx'
import { UserState } from './user-state.tsx'

const tabs = ['reach', 'profile', 'timeline', 'losses'] as const

/** A person: what they can reach and by which way, what they are, what happened, and what they would lose. */
export function PersonPage() {
  const { org = '', userId = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const answer = useAnswer(access.getPerson, { params: { org, userId } }, { refetchInterval: 15_000 })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const person = answer.data
  const chosen = tabs.find((tab) => tab === search.get('tab')) ?? 'reach'
  return (
    <Page
      title={person.name}
      back={{ to: `/people?org=${encodeURIComponent(org)}`, label: texts.back }}
      lead={
        <Group gap="xs">
          <UserState status={person.status} />
          <span>{person.login}</span>
          <span>·</span>
          <span>
            {texts.facts.asOf} <Time at={person.asOf} />
          </span>
        </Group>
      }
    >
      <Stack gap="md">
        {person.deletedAt === null ? null : <Notice tone="doubt">{texts.gone}</Notice>}
        <Tabs
          value={chosen}
          onChange={(tab) => setSearch(tab === null ? {} : { tab }, { replace: true })}
          keepMounted={false}
        >
          <Tabs.List aria-label={texts.tabs.label} mb="md">
            {tabs.map((tab) => (
              <Tabs.Tab key={tab} value={tab}>
                {texts.tabs[tab]}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <Tabs.Panel value="reach">
            <PersonReach org={org} person={person} />
          </Tabs.Panel>
          <Tabs.Panel value="profile">
            <PersonProfile org={org} person={person} />
          </Tabs.Panel>
          <Tabs.Panel value="timeline">
            <PersonTimeline org={org} person={person} />
          </Tabs.Panel>
          <Tabs.Panel value="losses">
            <LossesPanel org={org} person={person} />
          </Tabs.Panel>
        </Tabs>
      </Stack>
    </Page>
  )
}
