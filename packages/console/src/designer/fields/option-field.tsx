import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { connections } from '@keyway/api'
import { useAnswer } from '../../app/requests.ts'
import { LivePicker } from '../../form/live-picker.tsx'
import { constantOf, toConstant } from './constants.ts'
import type { AskedAction } from './input-fields.tsx'
import type { SharedProps } from './field-props.ts'

export interface OptionFieldProps extends SharedProps {
  name: string
  /** Key of the input. */
  field: string
  /** The other inputs, JSON. */
  others: string
  action: AskedAction
}

/** A constant that is chosen among what the other side has: a user, a group, a channel. */
export function OptionField({ name, value, onChange, field, others, action }: OptionFieldProps) {
  const [search, setSearch] = useState<string | null>(null)
  const [settled] = useDebouncedValue(search, 250)
  const answer = useAnswer(
    connections.searchOptions,
    {
      params: { connectionId: action.connectionId ?? '' },
      query: { action: action.use, field, search: (settled ?? '').slice(0, 200), inputs: others },
    },
    { enabled: settled !== null },
  )
  const constant = value === undefined ? '' : constantOf(value)
  return (
    <LivePicker
      label={name}
      value={typeof constant === 'string' ? constant : ''}
      onChange={(next) => onChange(next === '' ? undefined : toConstant(next))}
      onSearch={setSearch}
      found={{
        choices: answer.data?.options ?? [],
        isSearching: search !== settled || answer.isFetching,
        error: answer.error,
        retry: () => void answer.refetch(),
      }}
    />
  )
}
