import { List, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { connections } from '@keyway/api'
import { compareMembers } from '@keyway/engine'
import type { JsonObject } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { memberTexts } from '../texts/form.ts'
import { problemLine } from '../ui/problem-line.ts'

export interface InputMembersProps {
  flowId: string
  /** Key of the flow's input. */
  input: string
  /** What it is so far; undefined while it is no object. */
  value: JsonObject | undefined
  /** What the other inputs are so far. */
  others: JsonObject
  /** Whether all that is required must be there. */
  isWhole: boolean
}

/** Below an object that is typed: what the other side knows to put into it, and what it would not take. */
export function InputMembers({ flowId, input, value, others, isWhole }: InputMembersProps) {
  const { [input]: _, ...rest } = others
  const [inputs] = useDebouncedValue(JSON.stringify(rest), 500)
  const { data, error, isPending } = useAnswer(connections.readInputFields, {
    params: { flowId, input },
    query: { inputs },
  })
  if (isPending) return <Hint>{memberTexts.loading}</Hint>
  if (error !== null) return <Hint>{memberTexts.failed(problemLine(error))}</Hint>
  const writable = data.fields.filter(({ isReadOnly }) => !isReadOnly)
  const warnings = value === undefined ? [] : compareMembers({ members: value, isWhole }, data.fields)
  return (
    <div>
      <div role="status">
        {warnings.length === 0 ? null : (
          <List size="sm" c="var(--kw-doubt)">
            {warnings.map(({ message }) => (
              <List.Item key={message}>{message}</List.Item>
            ))}
          </List>
        )}
      </div>
      <details>
        <summary>
          <Text size="xs" c="var(--kw-text-soft)" span>
            {memberTexts.known(writable.length)}
          </Text>
        </summary>
        <List size="xs">
          {writable.map(({ name, title, type, isRequired, choices }) => (
            <List.Item key={name}>
              <code>{name}</code> {memberTexts.member({ title, type, isRequired })}
              {choices === undefined ? null : `: ${choices.map((choice) => String(choice.value)).join(', ')}`}
            </List.Item>
          ))}
        </List>
      </details>
    </div>
  )
}

function Hint({ children }: { children: string }) {
  return (
    <Text size="xs" c="var(--kw-text-soft)">
      {children}
    </Text>
  )
}
