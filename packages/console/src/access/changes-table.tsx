import { Popover, Table, Text, UnstyledButton } from '@mantine/core'
import type { AnswerOf, inventory } from '@keyway/api'
import { accessTexts } from '../texts/access.ts'
import { TableFrame } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { StateMark, type Tone } from './state-mark.tsx'

export type Change = AnswerOf<typeof inventory.listChanges>['items'][number]

const texts = accessTexts.changes
const tones: Readonly<Record<Change['what'], Tone>> = {
  created: 'good',
  updated: 'busy',
  deleted: 'bad',
  restored: 'good',
}
const longest = 60

/** What changed in Okta: each field with what it was and what it is. */
export function ChangesTable({ changes }: { changes: readonly Change[] }) {
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={640}>
        <Table.Thead>
          <Table.Tr>
            {Object.values(texts.columns).map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map((change) => (
            <Table.Tr key={change.id}>
              <Table.Td>
                <Time at={change.at} />
              </Table.Td>
              <Table.Td>
                <StateMark tone={tones[change.what]}>{texts.what[change.what]}</StateMark>
              </Table.Td>
              <Table.Td>
                {change.name}{' '}
                <Text span size="xs" c="var(--kw-text-soft)">
                  {change.kind.replaceAll('_', ' ')}
                </Text>
              </Table.Td>
              <Table.Td>
                <Fields change={change} />
              </Table.Td>
              <Table.Td>
                {change.actor === null ? texts.unknownActor : (change.actor.name ?? change.actor.id)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

function Fields({ change: { fields } }: { change: Change }) {
  const [first, ...more] = fields
  if (first === undefined) return null
  const lines = fields.map(({ path, from, to }) => `${path}: ${short(from)} → ${short(to)}`)
  if (more.length === 0) return lines[0]
  return (
    <Popover width={420} withinPortal>
      <Popover.Target>
        <UnstyledButton className="kw-link" fz="sm">
          {first.path}, {texts.fields(fields.length)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        {lines.map((line) => (
          <Text key={line} size="xs" style={{ overflowWrap: 'anywhere' }}>
            {line}
          </Text>
        ))}
      </Popover.Dropdown>
    </Popover>
  )
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
