import type { AnswerOf, flowVersions } from '@keyway/api'

type Diff = AnswerOf<typeof flowVersions.diffVersions>

const marks: Record<Diff['changes'][number]['kind'], string> = {
  added: '+',
  removed: '-',
  moved: '>',
  changed: '~',
}

/** What differs between two documents of a flow, one line for each change. */
export function formatChanges({ changes, from, to }: Diff): string {
  const [a, b] = [from, to].map(({ number }) => (number === null ? 'the draft' : `version ${number}`))
  if (changes.length === 0) return `Nothing differs between ${a} and ${b}.`
  const places = changes.map(({ before, after }) => after ?? before ?? '')
  const width = Math.max(...places.map((place) => place.length))
  const lines = changes.map(({ kind, sentence }, at) =>
    `${marks[kind]} ${(places[at] ?? '').padEnd(width)}  ${sentence}`.trimEnd(),
  )
  return [`From ${a} to ${b}:`, ...lines].join('\n')
}
