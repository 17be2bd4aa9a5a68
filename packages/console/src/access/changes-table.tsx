import { HoverCard, Table, Text } from '@mantine/core'
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
  return (
    <HoverCard disabled={more.length === 0} width={420} withinPortal>
      <HoverCard.Target>
        <span tabIndex={more.length === 0 ? -1 : 0}>
          {more.length === 0 ? lines[0] : `${first.path}, ${texts.fields(fields.length)}`}
        </span>
      </HoverCard.Target>
      <HoverCard.Dropdown>
        {lines.map((line) => (
          <Text key={line} size="xs">
            {line}
          </Text>
        ))}
      </HoverCard.Dropdown>
    </HoverCard>
  )
}

function short(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
