import type { executions } from '@keyway/api'
import type { z } from '@keyway/sdk'

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
  noMatchText: 'Widen the time, or choose another flow or status.',
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
    id: 'Execution',
  },
  openEvent: 'Open the event',
  openParent: 'Open the calling execution',
  running: 'still running',
  notStarted: 'not started',
  rerun: 'Run again',
  rerunSame: 'With the same version',
  rerunSameHelp: 'Same trigger values, the version that ran here.',
  rerunCurrent: 'With the current version',
  rerunCurrentHelp: 'Same trigger values, the version that is published now.',
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
