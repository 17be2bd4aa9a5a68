import { formatAbsolute, formatDuration } from '../values/time.ts'

const counted = new Intl.NumberFormat('en')

/** Words of the chart over the list, the timeline of one execution, chains of causes and comparisons. */
export const executionViewTexts = {
  chart: {
    label: 'Executions over time',
    summary: (total: number, parts: string) =>
      `${counted.format(total)} ${total === 1 ? 'execution' : 'executions'}${parts === '' ? '' : `: ${parts}`}`,
    part: (count: number, status: string) => `${counted.format(count)} ${status.toLowerCase()}`,
    bar: (from: number, to: number, parts: string) =>
      `${formatAbsolute(from)} to ${formatAbsolute(to)}: ${parts}. Show only these.`,
    notWhole: 'The latest 100,000 are counted.',
    none: 'Nothing ran in this time.',
    help: 'Choose a bar to see only what began then.',
  },
  views: { label: 'View', cards: 'Cards', timeline: 'Timeline' },
  timeline: {
    label: 'Steps over time',
    step: 'Step',
    turn: (turns: readonly number[]) => `turn ${turns.map((turn) => turn + 1).join('.')}`,
    ran: (status: string, ms: number) => `${status}, ${formatDuration(ms)}`,
    stillRuns: (ms: number) => `under way for ${formatDuration(ms)}`,
    postponed: (tries: number, what: string | null, ms: number) =>
      what === null
        ? `Try ${tries} failed; waited ${formatDuration(ms)}`
        : `Waited ${formatDuration(ms)} for ${what}`,
    tries: (count: number) => (count === 1 ? 'put off once' : `put off ${count} times`),
    empty: 'No step has begun yet.',
    noJournal: 'The history was not kept, so nobody knows when each step ran.',
    states: {
      running: 'Running',
      succeeded: 'Succeeded',
      failed: 'Failed',
      stopped: 'Stopped here',
      in_doubt: 'In doubt',
    },
    omitted: 'A step that ran very often is shown by its first, its last and its failed runs.',
  },
  chain: {
    label: 'Led to by',
    show: 'other executions',
    title: 'What led to this execution',
    lead: 'Each one caused or called the next: by calling a flow, by rows that it changed, or by how it ended.',
    here: 'This execution',
    more: 'Earlier ones are not shown.',
  },
  compare: {
    action: 'Compare',
    title: 'Compare executions',
    lead: 'The same steps side by side, and where the two part.',
    other: 'Compare with',
    otherHelp: 'Executions of the same flow, newest first.',
    choose: 'Choose an execution',
    option: (status: string, at: number, version: string) => `${status}, ${formatAbsolute(at)}, ${version}`,
    left: 'This one',
    right: 'The other one',
    only: 'Only what differs',
    input: 'Input',
    output: 'Output',
    error: 'Error',
    same: 'the same',
    notRun: 'did not run',
    partsHere: 'They part here',
    identical: 'Both did the same, with the same values.',
    different: (count: number) => (count === 1 ? '1 step differs' : `${counted.format(count)} steps differ`),
    none: 'This flow has no other execution yet. Run it again, then compare.',
    trigger: 'What started it',
    result: 'Result',
    back: 'Execution',
  },
}
