import { Select } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { stripTexts } from '../texts/strip.ts'
import classes from './strip.module.css'
import { findInFlow, listFindings } from './findings.ts'
import type { StripItem } from './model.ts'

/** Most that a list of findings shows: whoever sees more than that writes another letter. */
const shown = 30

/** Finds cards, inputs, outputs, values and notes of a flow, and leads to them. */
export function FlowSearch({
  items,
  onGoTo,
}: {
  items: readonly StripItem[]
  onGoTo: (path: string) => void
}) {
  const findings = useMemo(() => listFindings(items), [items])
  const data = useMemo(
    () =>
      [...Map.groupBy(findings, ({ group }) => group)].map(([group, members]) => ({
        group,
        items: members.map(({ key, label }) => ({ value: key, label })),
      })),
    [findings],
  )
  return (
    <Select
      className={classes['search']}
      size="xs"
      searchable
      value={null}
      data={data}
      limit={shown}
      filter={({ options, search, limit }) => findInFlow(findings, options, { search, limit })}
      placeholder={stripTexts.findCard}
      aria-label={stripTexts.findCard}
      data-flow-search
      leftSection={<IconSearch size={13} aria-hidden />}
      rightSection={<span />}
      nothingFoundMessage={stripTexts.nothingFound}
      comboboxProps={{ position: 'top-start', width: 380, shadow: 'md' }}
      maxDropdownHeight={380}
      onChange={(key) => {
        const path = findings.find((finding) => finding.key === key)?.path
        if (path !== undefined) onGoTo(path)
      }}
    />
  )
}
