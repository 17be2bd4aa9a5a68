/** `3 events`, `1 event`. */
const events = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'event' : 'events'}`

export const oktaSourceTexts = {
  title: 'Orgs',
  receivers: 'Receivers',
  columns: { org: 'Org', state: 'How far', hook: 'Event hook' },
  back: 'Okta',
  lead: (connections: readonly string[]) => `Read over the connection ${connections.join(', ')}.`,
  off: 'No flow that is switched on waits for events of this org, so nothing is read.',
  paused: 'Reading is switched off.',
  waiting: 'Nothing was read yet.',
  complete: (time: string, recovered: number) =>
    recovered === 0
      ? `Complete up to ${time}; the event hook missed nothing.`
      : `Complete up to ${time}; ${events(recovered)} came only by the log.`,
  completeWithoutHook: (time: string, total: number) =>
    `Complete up to ${time}; ${events(total)} came by the log.`,
  reading: (time: string) => `Read up to ${time}, and going on.`,
  catchingUp: (time: string) => `Making up for what was missed: read up to ${time}.`,
  failing: (time: string | null) =>
    time === null ? 'The System Log cannot be read.' : `The System Log cannot be read since ${time}.`,
  progress: 'Catch-up',
  progressPlace: (at: string, to: string) => `At ${at}, on the way to ${to}:`,
  progressText: (speed: string, rest: string | null) =>
    rest === null ? `${speed} events a second` : `${speed} events a second, about ${rest} left`,
  gap: (from: string, to: string) =>
    `Okta keeps its log for 90 days. Events between ${from} and ${to} were deleted there before they could be read, and nothing can bring them back.`,
  meter: 'What came by which way',
  meterText: (days: number) => `Events that happened in the last ${days} days, by type.`,
  meterEmpty: 'No event of the types that flows wait for has happened yet.',
  meterColumns: {
    type: 'Event type',
    hook: 'By hook',
    log: 'By log',
    both: 'By both',
    onlyLog: 'Only by log',
    p50: 'Delay, half',
    p95: 'Delay, 95 %',
  },
  neverByHook: 'never by hook',
  neverByHookHelp: 'Okta delivers this type to no event hook. The log brings it.',
  filtered: (count: number) => `${count.toLocaleString('en')} filtered`,
  filteredHelp:
    'Only the log brought these events, as it should be: no flow wants them, and the filter keeps the hook from delivering them.',
  lag: 'Behind Okta',
  lastPoll: 'Last look',
  sweeps: 'Found late',
  budget: 'By hook today',
  budgetOf: (used: number, limit: number) => `${used.toLocaleString('en')} of ${limit.toLocaleString('en')}`,
  log: 'System Log',
  hook: 'Event hook',
  noHook:
    'Keyway can make the event hook itself, follow your flows with it, and repair it. The connection needs the scope okta.eventHooks.manage. Without a hook events come by the log, some seconds later.',
  hookByHand: 'You can also set one up by hand: make a receiver under Okta.',
  setUp: 'Set up the event hook',
  check: 'Check and repair',
  test: 'Test',
  rotate: 'New key',
  remove: 'Delete',
  removeTitle: 'Delete the event hook?',
  removeText: 'It is deleted in Okta and here. Events come by the log then, some seconds later.',
  removeAction: 'Delete event hook',
  statuses: { new: 'Not made yet', ok: 'In order', drifted: 'Changed in Okta', failing: 'Does not work' },
  hookTypes: (count: number) => `${count} event ${count === 1 ? 'type' : 'types'}`,
  noTypesYet: 'No flow waits for a type that hooks deliver yet; the hook is made with the first one.',
  tested: 'Reached by Okta',
  checked: 'Checked',
  delivered: 'Last delivery',
  canary: (when: string, { tookMs, unsent }: { tookMs: number | null; unsent: string | null }) =>
    tookMs === null
      ? `Tested ${when} by Okta's call alone; a test delivery could not be sent from here. ${unsent ?? ''}`
      : `Tested ${when}: a test delivery to the public address was accepted in ${tookMs} ms.`,
  repaired: (when: string, what: string) => `Put right ${when}: ${what}`,
  pushFilters: 'Let Okta test the filters of flows',
  pushFiltersHelp:
    "Okta delivers only what a flow's Okta filter lets through, which spares its daily budget. Keyway tests every event again, and the System Log still shows the others. The org needs event hook filtering, an early access feature of Okta.",
  pushedFilters: 'Filters that Okta tests',
  noFilters: 'No flow that is on has an Okta filter, so everything is delivered.',
  unfiltered: {
    flow_without_filter: (flows: readonly string[]) =>
      flows.length === 0
        ? 'delivered whole'
        : `delivered whole: ${flows.join(', ')} ${flows.length === 1 ? 'has' : 'have'} no Okta filter`,
    too_long: (flows: readonly string[]) =>
      `delivered whole: the filters of ${flows.join(', ')} are too long together`,
  },
  setUpBy: { none: 'none', hand: 'by hand', keyway: 'kept by Keyway' },
}

export const logSettingTexts = {
  change: 'Settings',
  title: (org: string) => `How the System Log of ${org} is read`,
  isOn: 'Read the System Log',
  isOnHelp: 'While it is off, only hooks bring events, and nothing makes up for what they lose.',
  poll: 'Seconds between two looks',
  pollHelp: 'While flows wait for what hooks do not bring, or there is no hook.',
  reconcile: 'Seconds between two looks behind a hook',
  reconcileHelp: 'While the hook delivers and the log only fills its gaps.',
  sweepEvery: 'Look again for late events every (minutes)',
  sweepEveryHelp: '0: never. Okta writes some events hours after they happened.',
  sweepBack: 'As far back as (hours)',
  sweepBackHelp: 'Each such look reads these hours once more.',
  overlap: 'Begin again so long before a lost place (minutes)',
  overlapHelp: 'Only where Okta no longer knows the place; what is read twice starts nothing twice.',
  since: 'Where reading begins',
  sinceHelp:
    'A new time makes it begin again from there; events that are known start nothing again. Okta keeps 90 days.',
  hookPolicy: 'When somebody changes the event hook in Okta',
  hookPolicies: { repair: 'Put it right, and say so', report: 'Only say so' },
}

export const meterTexts = {
  legend: { both: 'by both', onlyHook: 'only by hook', onlyLog: 'only by log' },
  total: (total: number, days: number) =>
    `${events(total)} in ${days === 1 ? 'the last day' : `the last ${days} days`}`,
  part: (count: number, label: string, percent: string) =>
    `${count.toLocaleString('en')} ${label} (${percent})`,
}
