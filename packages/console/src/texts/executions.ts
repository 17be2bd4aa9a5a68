import type { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { formatAbsolute } from '../values/time.ts'

type Summary = z.output<typeof executions.executionSummary>

const statuses: Record<Summary['status'], string> = {
  queued: 'Queued',
  running: 'Running',
  waiting: 'Waiting',
  paused: 'Paused',
  in_doubt: 'In doubt',
  succeeded: 'Succeeded',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

const modes: Record<Summary['mode'], string> = {
  event: 'Event',
  endpoint: 'API endpoint',
  manual: 'By hand',
  child: 'Called by a flow',
  schedule: 'Schedule',
}

/** Two cards may have the same title; their names differ. */
export function rerunStepLabel(title: string, name: string): string {
  return `${title} (${name})`
}

function percent(done: number, total: number): number {
  // 100 is for what is over.
  return total === 0 ? 100 : Math.min(done === total ? 100 : 99, Math.floor((done / total) * 100))
}

export const executionTexts = {
  title: 'Executions',
  lead: 'Every run of every flow, newest first.',
  statuses,
  modes,
  stopped: 'Stopped early',
  stoppedHelp: 'A "Continue if" did not hold, so the rest did not run. That counts as success.',
  filters: {
    label: 'Filter executions',
    flow: 'Flow',
    anyFlow: 'Any flow',
    status: 'Status',
    anyStatus: 'Any status',
    time: 'Started',
    times: {
      any: 'Any time',
      hour: 'Last hour',
      day: 'Last 24 hours',
      week: 'Last 7 days',
      month: 'Last 30 days',
    },
    text: 'Flow or error',
    textPlaceholder: 'Flow or error',
    who: 'Person, group or app',
    whoPlaceholder: 'Person, group, app',
    between: (from: number, to: number) => `${formatAbsolute(from)} to ${formatAbsolute(to)}`,
    clearTime: 'Show all times',
    helpers: 'Show helper flows',
    clear: 'Clear filters',
    event: (id: string) => `Started by event ${id}`,
  },
  columns: { status: 'Status', flow: 'Flow', trigger: 'Trigger', started: 'Started', duration: 'Duration' },
  rows: 'Executions',
  loadingMore: 'Loading more…',
  noMore: 'No older executions.',
  changed: (count: number) => (count === 1 ? '1 new execution' : `${count} new executions`),
  emptyTitle: 'No flow has run yet',
  emptyText:
    'An execution appears here as soon as an Okta event, a call of an API endpoint, a schedule or a person starts a flow that is switched on.',
  emptyAction: 'Import a flow',
  emptyOkta: 'Connect Okta',
  noMatchTitle: 'No execution matches these filters',
  noMatchText: 'Widen the time, or choose another flow, person or status.',
  back: 'Executions',
  version: (version: number | null) => (version === null ? 'Draft' : `Version ${version}`),
  facts: {
    status: 'Status',
    flow: 'Flow',
    version: 'Version',
    started: 'Started',
    duration: 'Duration',
    event: 'Event',
    trigger: 'Trigger',
    parent: 'Called by',
    waited: 'Waited',
    waits: 'Waiting',
    line: 'In line',
    id: 'Execution',
  },
  openEvent: 'Open the event',
  openParent: 'Open the calling execution',
  running: 'still running',
  notStarted: 'not started',
  rerun: 'Run again',
  rerunTitle: 'Run again',
  rerunLead: 'A new execution with the same trigger values. This one stays as it is.',
  rerunNoJournal: 'Its history was not kept, so the values that started it are gone.',
  rerunVersion: 'Version',
  rerunVersions: {
    current: { label: 'The current version', help: 'The version that is published now.' },
    same: {
      label: (version: number | null) =>
        version === null ? 'The same version' : `The same version (${version})`,
      help: 'The version that ran here.',
    },
  },
  rerunFrom: 'Start',
  rerunFromStart: 'From the start',
  rerunFromStartHelp: 'Every step runs again.',
  rerunFromStep: 'From a step',
  rerunFromStepHelp:
    'What the steps before it brought is taken over instead of being done again: nothing is sent twice.',
  rerunStep: 'Step to start from',
  rerunStepMissing: 'Choose the step to start from.',
  rerunLoopHint: 'The step is in a loop: it starts where the loop first came to it.',
  rerunAction: 'Run again',
  dryRun: 'Dry run',
  dryRunHelp: 'Reads happen. What would change something is described, with its inputs, and not done.',
  draft: 'Draft',
  draftTitle: (save: number) => `Ran a draft that was not published (save ${save})`,
  dryRunTitle: 'Dry run: nothing was changed',
  dryRunText:
    'Reads really happened. Steps that would have changed something are marked “Would have run”, with the inputs they would have had; approvals count as given and waits as over.',
  rerunOf: 'Repeats',
  openRerunOf: 'Open the earlier execution',
  reruns: 'Repeated by',
  openRerun: (status: string, isDryRun: boolean) => (isDryRun ? `${status} (dry run)` : status),
  pause: 'Pause',
  pauseHelp: 'What is under way finishes first. Nothing after it begins until somebody resumes.',
  resume: 'Resume',
  pausedTitle: 'Paused',
  pausedText: 'It goes on where it stopped when somebody resumes it. Its deadline keeps running.',
  waitsFor: (
    { what, ahead, until }: { what: string | null; ahead: number | null; until: number },
    now: number,
  ) => {
    const before = ahead === null || ahead === 0 ? '' : `, ${ahead.toLocaleString('en')} before it`
    const left = Math.ceil((until - now) / 1_000)
    const at =
      left <= 0
        ? 'goes on now'
        : left <= 120
          ? `goes on in ${left} s`
          : `goes on at ${new Date(until).toLocaleTimeString()}`
    return what === null ? `tries a step again, ${at}` : `for ${what}${before}, ${at}`
  },
  why: {
    title: 'Why it is waiting',
    queued: 'It waits for a free place: every worker has as much to do as it can, or none runs.',
    queuedAgain: 'It goes on as soon as a worker has a free place.',
    line: (ahead: number) =>
      ahead === 0
        ? 'Its flow runs in order, and another execution of the same line is not over yet. Then it is its turn.'
        : `Its flow runs in order: another execution of the same line is not over yet, and ${ahead.toLocaleString('en')} more stand before it.`,
    lineLink: 'Show the one before it',
    step: (title: string, what: string) => `"${title}" waits ${what}.`,
    helper: (flow: string, status: string) => `The helper flow ${flow}, which it called, is ${status}.`,
    helperLink: 'Show it',
    atStep: (title: string) => `It is at "${title}" and goes on when that is over.`,
  },
  lineBehind: 'behind',
  lineOf: (status: string) => `an execution that is ${status.toLowerCase()}`,
  lineAhead: (ahead: number) =>
    ahead === 0 ? ', and next' : `, with ${ahead.toLocaleString('en')} more before it`,
  progressTitle: 'Loops in progress',
  progressOf: (done: number, total: number | null) =>
    total === null
      ? `${done.toLocaleString('en')} so far`
      : `${done.toLocaleString('en')} of ${total.toLocaleString('en')} (${percent(done, total)} %)`,
  forecast: ({ bucket, endsAt }: { bucket: string; endsAt: number }, now: number) => {
    const left = endsAt - now
    if (left < 1_000) return `At the limit of ${bucket}, done soon`
    const more = left < 90_000 ? `${Math.ceil(left / 1_000)} s` : `${Math.ceil(left / 60_000)} min`
    return `At the limit of ${bucket}, about ${more} more`
  },
  noJournalTitle: 'The history of this execution was not kept',
  noJournalText:
    'Its flow keeps no data (“saveData: false”), so the values were deleted when it ended. Below are the cards of the flow without them.',
  cancel: 'Cancel execution',
  cancelTitle: 'Cancel this execution?',
  cancelText:
    'What already happened stays. A step that is under way may still finish on the other side; nothing after it runs.',
  keepRunning: 'Keep it running',
  doubtTitle: 'Keyway does not know whether this step happened',
  doubtText: (action: string) =>
    `The process ended after "${action}" was sent and before the answer was stored. To avoid doing it twice, Keyway waits for you. Look on the other side, then choose.`,
  doubtGoTo: 'Show the card',
  doubtChoices: {
    happened: {
      label: 'It happened',
      help: 'Go on after this step, with the output you give. Use an empty object if later cards need nothing from it.',
    },
    did_not_happen: { label: 'It did not happen', help: 'Run the step again, then go on.' },
    fail: { label: 'Give up', help: 'The step fails; an error lane around it takes over, if there is one.' },
  },
  doubtOutput: 'Output of the step (JSON object)',
  doubtOutputInvalid: 'This is not a JSON object. Write {} or for example {"id": "42"}.',
  doubtAction: 'Settle it',
  failedTitle: 'It failed',
  failedAt: (step: string) => `At ${step}`,
  goToFailed: 'Show the card',
  replayDifferent:
    'Rebuilding this execution from its journal came out differently from what was stored. The values below may not be what really happened; report this.',
  noDocument: 'The flow version of this execution is gone, so its cards cannot be drawn.',
  childrenTitle: 'Executions it started',
  output: 'Result',
  announce: (status: string) => `Status: ${status}`,
}
