import type { AnswerOf, flows } from '@keyway/api'
import { formatTime } from './time.ts'

type FlowDetail = AnswerOf<typeof flows.getFlow>

/** One flow for people: what it is, what is published, what keeps it from running. */
export function formatFlow(flow: FlowDetail): string {
  const { draftNumber, draftSavedBy, draftSavedAt, publishedVersion } = flow
  const facts: [string, string | null][] = [
    ['id', flow.id],
    ['folder', flow.folder],
    ['kind', flow.kind],
    ['state', flow.isOn ? 'on' : 'off'],
    ['published', publishedVersion === null ? 'never' : `version ${publishedVersion}`],
    ['draft', `save ${draftNumber} by ${draftSavedBy}, ${formatTime(draftSavedAt)}${changes(flow)}`],
    ['steps', String(flow.steps)],
    ['owner', flow.owner],
    ['tags', flow.tags.length === 0 ? null : flow.tags.join(', ')],
    ['called at', flow.endpoint?.url ?? null],
  ]
  const lines = facts.flatMap(([name, value]) => (value === null ? [] : [`  ${name.padEnd(10)}${value}`]))
  const { description } = flow.draft
  return [
    flow.name,
    ...(description === undefined ? [] : [`  ${description.split('\n')[0] ?? ''}`]),
    ...lines,
    ...section(
      'Connections',
      flow.bindings.map(({ name, connector, connectionId }) => {
        return `${name} (${connector}): ${connectionId ?? 'not bound'}`
      }),
    ),
    ...section(
      'Problems',
      flow.problems.map(
        ({ severity, path, message }) => `${severity} ${path === null ? '' : `${path}: `}${message}`,
      ),
    ),
  ].join('\n')
}

function changes({ hasUnpublishedChanges, publishedVersion }: FlowDetail): string {
  if (publishedVersion === null) return ''
  return hasUnpublishedChanges ? ', not published yet' : ', as published'
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)]
}
