import { Stack, Switch, Text } from '@mantine/core'
import { oktaSources } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { oktaSourceTexts as texts } from '../texts/okta-sources.ts'
import { Notice } from '../ui/notice.tsx'
import { Problem } from '../ui/problem.tsx'
import type { OktaSource } from './org-sentence.ts'
import classes from './okta.module.css'

/** Whether Okta tests the filters of flows itself, which ones it has, and why some types go without. */
export function PushedFilters({ source: { org, settings, hooks } }: { source: OktaSource }) {
  const mayManage = useMay('admin')
  const change = useSend(oktaSources.updateOktaSource, [oktaSources.listOktaSources])
  const isOn = change.isPending
    ? (change.variables.body?.settings.pushFilters ?? settings.pushFilters)
    : settings.pushFilters
  const refusals = new Set(hooks.map(({ filtersRefused }) => filtersRefused?.message ?? ''))
  const refusal = [...refusals].find((message) => message !== '')
  return (
    <Stack gap="sm">
      <Switch
        label={texts.pushFilters}
        description={texts.pushFiltersHelp}
        checked={isOn}
        disabled={!mayManage || change.isPending}
        onChange={(event) =>
          change.mutate({ params: { org }, body: { settings: { pushFilters: event.currentTarget.checked } } })
        }
      />
      {change.error === null ? null : <Problem error={change.error} />}
      {refusal === undefined ? null : <Notice tone="doubt">{refusal}</Notice>}
      <FilterList hooks={hooks} isOn={settings.pushFilters} />
    </Stack>
  )
}

function FilterList({ hooks, isOn }: { hooks: OktaSource['hooks']; isOn: boolean }) {
  const filters = hooks.flatMap((hook) => hook.filters)
  const unfiltered = hooks.flatMap((hook) => hook.unfiltered)
  if (!isOn && filters.length === 0) return null
  if (filters.length === 0 && unfiltered.length === 0) {
    return (
      <Text size="sm" c="var(--kw-text-soft)">
        {texts.noFilters}
      </Text>
    )
  }
  return (
    <ul className={classes['types']} aria-label={texts.pushedFilters}>
      {filters.map(({ type, expression }) => (
        <li key={type}>
          <strong>{type}</strong>
          <code>{expression}</code>
        </li>
      ))}
      {unfiltered.map(({ type, why, flows }) => (
        <li key={type}>
          <strong>{type}</strong>
          <span>{texts.unfiltered[why](flows)}</span>
        </li>
      ))}
    </ul>
  )
}
