import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { connections } from '@keyway/api'
import type { JsonObject } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { LivePicker } from '../form/live-picker.tsx'

export interface InputPickerProps {
  flowId: string
  /** Key of the flow's input. */
  input: string
  label: string
  value: string
  /** What the other inputs are so far. */
  others: JsonObject
  onChange: (value: string) => void
}

/** An input of a flow, chosen among what the step that takes it would accept. */
export function InputPicker({ flowId, input, label, value, others, onChange }: InputPickerProps) {
  const [search, setSearch] = useState<string | null>(null)
  const [settled] = useDebouncedValue(search, 250)
  const asked = settled ?? ''
  const answer = useAnswer(
    connections.searchInputOptions,
    { params: { flowId, input }, query: { search: asked.slice(0, 200), inputs: JSON.stringify(others) } },
    { enabled: settled !== null },
  )
  return (
    <LivePicker
      label={label}
      value={value}
      onChange={onChange}
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
