import { Button, Group, Select, Stack, TagsInput, Text } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { checks, findings, type AnswerOf } from '@keyway/api'
import { OrgFrame } from '../access/org-frame.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { orgFactsTexts as texts } from '../texts/org-facts.ts'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'

type OrgFacts = AnswerOf<typeof checks.getFacts>

const lists = ['allowedDomains', 'sensitiveApps', 'breakGlass', 'serviceAccounts'] as const
const profiles = ['default', 'healthinsight', 'stig'] as const

/** What an org says of itself, once for all checks. */
export function OrgFactsPage() {
  return (
    <Page title={texts.title} lead={texts.lead} back={{ to: '/checks', label: texts.back }}>
      <OrgFrame>{({ org }) => <Facts key={org} org={org} />}</OrgFrame>
    </Page>
  )
}

function Facts({ org }: { org: string }) {
  const answer = useAnswer(checks.getFacts, { params: { org } })
  return (
    <Panel title={texts.panel}>
      {answer.isPending ? <RowsSkeleton rows={5} /> : null}
      {answer.isError ? <Problem error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess ? <FactsForm org={org} start={answer.data} /> : null}
    </Panel>
  )
}

function FactsForm({ org, start }: { org: string; start: OrgFacts }) {
  const mayChange = useMay('admin')
  const [facts, setFacts] = useState(start)
  const save = useSend(checks.updateFacts, [
    checks.getFacts,
    checks.listChecks,
    checks.getCheck,
    checks.getScores,
    findings.listFindings,
  ])
  const change = (part: Partial<OrgFacts>) => {
    setFacts({ ...facts, ...part })
    save.reset()
  }
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    save.mutate({ params: { org }, body: facts })
  }
  return (
    <form onSubmit={submit}>
      <fieldset disabled={!mayChange} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack gap="md" maw={620}>
          <Select
            label={texts.profile}
            description={texts.profileHelp}
            data={profiles.map((value) => ({ value, label: texts.profiles[value] }))}
            value={facts.profile}
            onChange={(value) =>
              change({ profile: profiles.find((profile) => profile === value) ?? 'default' })
            }
            allowDeselect={false}
          />
          {lists.map((name) => (
            <TagsInput
              key={name}
              label={texts.lists[name].label}
              description={`${texts.lists[name].help} ${texts.howToType}`}
              placeholder={facts[name].length === 0 ? texts.lists[name].example : ''}
              value={facts[name]}
              onChange={(values) => change({ [name]: separate(values) })}
              splitChars={[',', ';']}
              acceptValueOnBlur
            />
          ))}
          {save.error === null ? null : <Problem error={save.error} />}
          {save.isSuccess ? (
            <Notice tone="good" role="status">
              {texts.saved}
            </Notice>
          ) : null}
          {mayChange ? (
            <Group>
              <Button type="submit" loading={save.isPending}>
                {texts.save}
              </Button>
            </Group>
          ) : (
            <Text size="sm" c="var(--kw-text-soft)">
              {texts.onlyAdmins}
            </Text>
          )}
        </Stack>
      </fieldset>
    </form>
  )
}

/** What was filled in at once may hold several, or a comma at its end. */
function separate(values: readonly string[]): string[] {
  const parts = values.flatMap((value) => value.split(/[,;]/)).map((part) => part.trim())
  return [...new Set(parts.filter((part) => part !== ''))]
}
