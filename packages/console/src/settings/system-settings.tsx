import { Group, Switch, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { system, type AnswerOf } from '@keyway/api'
import { StateMark } from '../access/state-mark.tsx'
import { useAnswer } from '../app/requests.ts'
import { systemSettingsTexts as texts } from '../texts/system-settings.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import classes from './settings.module.css'

type Setting = AnswerOf<typeof system.listSettings>['items'][number]

/** Everything that can be set of the process: what it is for, its value, and where that comes from. */
export function SystemSettings() {
  const list = useAnswer(system.listSettings)
  const [onlySet, setOnlySet] = useState(false)
  const shown = (list.data?.items ?? []).filter(({ source }) => !onlySet || source !== 'standard')
  const groups = [...Map.groupBy(shown, ({ group }) => group)]
  return (
    <Panel
      title={texts.title}
      aside={
        <Switch
          size="sm"
          label={texts.only}
          checked={onlySet}
          onChange={(event) => setOnlySet(event.currentTarget.checked)}
        />
      }
    >
      <Text size="sm" c="var(--kw-text-soft)" mb="md">
        {texts.lead}
      </Text>
      {list.isPending ? <RowsSkeleton rows={6} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && shown.length === 0 ? <Text size="sm">{texts.allStandard}</Text> : null}
      {groups.map(([group, settings]) => (
        <section key={group} className={classes['group']}>
          <h3>{texts.groups[group] ?? group}</h3>
          <SettingsTable label={texts.groups[group] ?? group} settings={settings} />
        </section>
      ))}
    </Panel>
  )
}

function SettingsTable({ label, settings }: { label: string; settings: readonly Setting[] }) {
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={560} layout="fixed" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="55%">{texts.columns.meaning}</Table.Th>
            <Table.Th w="27%">{texts.columns.value}</Table.Th>
            <Table.Th w="18%">{texts.columns.source}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {settings.map((setting) => (
            <Table.Tr key={setting.name}>
              <Table.Td valign="top">
                {setting.meaning}
                <Group gap={8}>
                  {setting.variables.map((name) => (
                    <code key={name} className={classes['variable']}>
                      {name}
                    </code>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td valign="top" className={classes['value'] ?? ''}>
                <Value setting={setting} />
              </Table.Td>
              <Table.Td valign="top">
                <StateMark tone={setting.source === 'standard' ? 'plain' : 'good'}>
                  {texts.sources[setting.source]}
                </StateMark>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

function Value({ setting: { value, standard } }: { setting: Setting }) {
  return (
    <>
      {value === null ? (
        <Text span size="sm" c="var(--kw-text-soft)">
          {texts.nothing}
        </Text>
      ) : (
        <span className="kw-number">{format(value)}</span>
      )}
      {standard === null || standard === value ? null : (
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.standard(format(standard))}
        </Text>
      )}
    </>
  )
}

/** Long numbers are read by their thousands; a port is none. */
function format(value: string): string {
  return /^\d{5,}$/.test(value) ? Number(value).toLocaleString('en') : value
}
