import { Group, MultiSelect, Stack, Switch, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { access, type AnswerOf } from '@keyway/api'
import { call } from '../app/client.ts'
import { peopleTexts as texts } from '../texts/people.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import type { PersonView } from './person-graph.ts'
import { AppsTable, RightsTable } from './reach-tables.tsx'

const words = texts.losses

/** What a person would lose if that were taken: asked without changing anything. */
export function LossesPanel({ org, person }: { org: string; person: PersonView }) {
  const [isDeactivated, setDeactivated] = useState(false)
  const [groupIds, setGroupIds] = useState<string[]>([])
  const [appIds, setAppIds] = useState<string[]>([])
  const taken = { isDeactivated, groupIds, appIds }
  const isChosen = isDeactivated || groupIds.length > 0 || appIds.length > 0
  const answer = useQuery({
    queryKey: [access.findLosses.path, org, person.id, taken],
    queryFn: ({ signal }) =>
      call(access.findLosses, { params: { org, userId: person.id }, body: taken, signal }),
    enabled: isChosen,
  })
  return (
    <Stack gap="md">
      <Panel title={texts.tabs.losses}>
        <Stack gap="sm">
          <Text size="sm" c="var(--kw-text-soft)">
            {words.lead}
          </Text>
          <Switch
            label={words.deactivate}
            checked={isDeactivated}
            onChange={(event) => setDeactivated(event.currentTarget.checked)}
          />
          <Group grow align="flex-start">
            <MultiSelect
              label={words.groups}
              searchable
              disabled={isDeactivated}
              data={person.groups.map(({ id, name }) => ({ value: id, label: name }))}
              value={groupIds}
              onChange={setGroupIds}
            />
            <MultiSelect
              label={words.apps}
              searchable
              disabled={isDeactivated}
              data={person.apps.map(({ id, label }) => ({ value: id, label }))}
              value={appIds}
              onChange={setAppIds}
            />
          </Group>
          {isChosen ? null : <Text size="sm">{words.choose}</Text>}
        </Stack>
      </Panel>
      {isChosen && answer.isPending ? <RowsSkeleton rows={3} /> : null}
      {answer.isError ? <Problem error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {isChosen && answer.isSuccess ? <Losses org={org} losses={answer.data} /> : null}
    </Stack>
  )
}

function Losses({ org, losses }: { org: string; losses: AnswerOf<typeof access.findLosses> }) {
  const { apps, rights, tokens } = losses
  if (apps.length + rights.length + tokens.length === 0) return <Text size="sm">{words.nothing}</Text>
  const inUse = apps.filter(({ lastUse }) => lastUse.state === 'used').length
  return (
    <Stack gap="md">
      {rights.length === 0 ? null : (
        <Panel title={words.lostRights}>
          <RightsTable org={org} rights={rights} />
        </Panel>
      )}
      {apps.length === 0 ? null : (
        <Panel title={words.lostApps} aside={<Text size="sm">{words.inUse(inUse)}</Text>}>
          <AppsTable org={org} apps={apps} />
        </Panel>
      )}
      {tokens.length === 0 ? null : (
        <Panel title={words.lostTokens}>
          <Text size="sm">{tokens.map(({ name }) => name).join(', ')}</Text>
        </Panel>
      )}
    </Stack>
  )
}
