export const eventTexts = {
  title: 'Events',
  lead: 'What arrived, newest first, whether a flow wanted it or not.',
  back: 'Events',
  filters: 'Filter events',
  filterType: 'Event type',
  filterTypePlaceholder: 'Type, such as user.lifecycle.*',
  filterWho: 'Who did it, or to whom it was done',
  filterWhoPlaceholder: 'Login, id, group or app',
  columns: {
    type: 'Type',
    subject: 'Subject',
    source: 'Source',
    received: 'Received',
    executions: 'Executions',
  },
  emptyTitle: 'No events yet',
  emptyText:
    'Events appear here when Okta delivers them to a receiver. Make one under Okta, and verify it there.',
  emptyAction: 'Connect Okta',
  noMatchTitle: 'No event fits',
  noMatch: 'Nothing that arrived fits all of the filter. A type needs its whole name, or a * at its end.',
  replay: 'Replay',
  replayTitle: 'Replay these events',
  replayCounting: 'Counting the events of the filter…',
  replayCount: (events: number) =>
    events === 0
      ? 'No stored event fits the filter. Widen it first.'
      : `${events.toLocaleString('en')} stored ${events === 1 ? 'event fits' : 'events fit'} the filter of this page. They are given to the flow in the order they arrived; what arrives later is not part of it.`,
  replayFlow: 'Flow',
  replayVersionLabel: 'Version',
  replayVersionCurrent: (version: number | null) =>
    version === null ? 'None is published yet' : `The published one (${version})`,
  replayVersionOf: (number: number, message: string | null) =>
    message === null || message === '' ? `Version ${number}` : `Version ${number}: ${message}`,
  replayTakes: (what: string) => `Of these, it is given ${what}.`,
  replayTakesNothing:
    'No stored event starts this flow by itself. It runs only with the events of the filter if it is given every one of them.',
  replayWhat: {
    event: (event: string) => `events of the type ${event} that its conditions take`,
    source: (source: string) => `what ${source} took in and its conditions take`,
    table: (table: string) =>
      `changes of rows of the table ${table} that its conditions take, as they were stored`,
    endpoint: 'earlier calls of its own URL',
    schedule: 'earlier occurrences of its schedule',
    form: 'what people filled in on its page',
  },
  replayEvery: 'Also events that its trigger does not take',
  replayEveryHelp: 'Otherwise those are left out, as they would have been when they arrived.',
  replayDry: 'Replay dry',
  replayLive: 'Replay and make changes',
  replays: 'Replays',
  replaysLead: 'Events that were given to a flow once more.',
  noReplaysTitle: 'Nothing was replayed yet',
  noReplays: 'Filter the events, choose Replay, and see what a flow would make of them.',
  replayColumns: {
    flow: 'Flow',
    events: 'Events',
    progress: 'Progress',
    started: 'Executions',
    begun: 'Begun',
  },
  replayVersion: (version: number | null) => (version === null ? 'draft' : `version ${version}`),
  replayIsDry: 'Dry run',
  replayStatuses: { running: 'Under way', done: 'Done', cancelled: 'Cancelled' },
  replayProgress: (done: number, total: number) =>
    `${done.toLocaleString('en')} of ${total.toLocaleString('en')} events`,
  replayFilter: (filter: Readonly<Record<string, string | number | undefined>>) => {
    const { from, to, ...rest } = filter
    const parts = Object.entries(rest).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name} ${value}`],
    )
    if (from !== undefined) parts.push(`since ${new Date(from).toLocaleString()}`)
    if (to !== undefined) parts.push(`until ${new Date(to).toLocaleString()}`)
    return parts.length === 0 ? 'all' : parts.join(', ')
  },
  replayCancel: 'Cancel',
  occurred: 'Occurred',
  received: 'Received',
  source: 'Source',
  subject: 'Subject',
  none: 'none',
  payload: 'Payload',
  executions: 'Executions it started',
  tooOld: (flow: string) =>
    `${flow} was not started: the System Log brought the event when it was older than the flow allows.`,
  deletedFlow: 'A deleted flow',
  noExecutions: 'No flow that was on waited for this event.',
}
