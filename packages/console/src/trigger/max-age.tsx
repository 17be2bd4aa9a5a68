import { Group, NumberInput, Select } from '@mantine/core'
import { useState } from 'react'
import { wayTexts as texts } from '../texts/ways-in.ts'

const units = Object.keys(texts.maxAgeUnits)

export interface MaxAgeProps {
  seconds: number | undefined
  onChange: (seconds: number | undefined) => void
}

/** How late an event may come that only the log brought. */
export function MaxAge({ seconds, onChange }: MaxAgeProps) {
  const [unit, setUnit] = useState(() => largestUnit(seconds))
  const size = Number(unit)
  return (
    <Group gap="xs" align="flex-end">
      <NumberInput
        label={texts.maxAge}
        description={texts.maxAgeHelp}
        min={1}
        max={Math.floor((90 * 86_400) / size)}
        value={seconds === undefined ? '' : seconds / size}
        onChange={(value) => onChange(typeof value === 'number' && value > 0 ? value * size : undefined)}
        placeholder="1"
        style={{ flex: '0 1 320px' }}
      />
      <Select
        aria-label={texts.maxAgeUnit}
        data={Object.entries(texts.maxAgeUnits).map(([value, label]) => ({ value, label }))}
        value={unit}
        onChange={(value) => {
          const next = value ?? unit
          setUnit(next)
          if (seconds !== undefined) onChange((seconds / size) * Number(next))
        }}
        allowDeselect={false}
        w={110}
      />
    </Group>
  )
}

/** The largest unit in which an age is a whole number; days where there is none yet. */
function largestUnit(seconds: number | undefined): string {
  return units.toReversed().find((unit) => (seconds ?? 0) % Number(unit) === 0) ?? '60'
}
