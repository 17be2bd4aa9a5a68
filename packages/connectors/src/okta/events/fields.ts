import type { EventField } from '@keyway/sdk'

/** Somebody or something an event names: as a whole, and its parts. */
function party(key: string, title: string, path: string): EventField[] {
  const part = (name: string, label: string): EventField => ({
    key: `${key}.${name}`,
    title: `${title} › ${label}`,
    path: `${path}.${name}`,
    type: 'text',
  })
  return [
    { key, title, path, type: 'object' },
    part('id', 'ID'),
    part('alternateId', 'Alternate ID'),
    part('displayName', 'Display name'),
    part('type', 'Type'),
  ]
}

/** Targets carry no order: they are picked by their type. Source: Okta's System Log, LogTarget. */
const target = (key: string, title: string, type: string): EventField[] =>
  party(key, title, `target[type=${type}]`)

const actor = party('actor', 'Actor', 'actor')
const happening: EventField[] = [
  { key: 'dateAndTime', title: 'Date and time', path: 'published', type: 'date' },
  { key: 'message', title: 'Message', path: 'displayMessage', type: 'text' },
  { key: 'eventType', title: 'Event type', path: 'eventType', type: 'text' },
  { key: 'uuid', title: 'UUID', path: 'uuid', type: 'text' },
  { key: 'severity', title: 'Severity', path: 'severity', type: 'text' },
  { key: 'result', title: 'Result', path: 'outcome.result', type: 'text' },
  { key: 'reason', title: 'Reason', path: 'outcome.reason', type: 'text' },
]
const circumstances: EventField[] = [
  { key: 'client', title: 'Client', path: 'client', type: 'object' },
  { key: 'client.ipAddress', title: 'Client › IP address', path: 'client.ipAddress', type: 'text' },
  {
    key: 'client.country',
    title: 'Client › Country',
    path: 'client.geographicalContext.country',
    type: 'text',
  },
  { key: 'session', title: 'Session ID', path: 'authenticationContext.externalSessionId', type: 'text' },
  { key: 'transaction', title: 'Transaction ID', path: 'transaction.id', type: 'text' },
  { key: 'targets', title: 'All targets', path: 'target', type: 'object[]' },
  { key: 'debugData', title: 'Debug data', path: 'debugContext.debugData', type: 'object' },
  { key: 'raw', title: 'Whole event', path: '', type: 'object' },
]

/** What an event is about, beside what every event has. */
const subjects = {
  user: target('user', 'User', 'User'),
  group: target('group', 'Group', 'UserGroup'),
  application: target('application', 'Application', 'AppInstance'),
  applicationUser: target('applicationUser', 'Application user', 'AppUser'),
  policy: target('policy', 'Policy', 'PolicyEntity'),
  rule: target('rule', 'Policy rule', 'PolicyRule'),
  /** Things whose target type Okta does not document: the first target is what the event is about. */
  subject: party('subject', 'What it is about', 'target[0]'),
  changedAttributes: [
    {
      key: 'changedAttributes',
      title: 'Changed attributes',
      path: 'debugContext.debugData.changedAttributes',
      type: 'text',
    },
  ],
  risk: [
    { key: 'risk.level', title: 'Risk › Level', path: 'securityContext.risk.level', type: 'text' },
    {
      key: 'risk.previousLevel',
      title: 'Risk › Level before',
      path: 'securityContext.risk.previousLevel',
      type: 'text',
    },
    { key: 'risk.reasons', title: 'Risk › Reasons', path: 'securityContext.risk.reasons', type: 'text[]' },
  ],
} satisfies Record<string, readonly EventField[]>

export type Subject = keyof typeof subjects

/** The fields of an event that is about these things, the most specific ones first. */
export function fieldsAbout(about: readonly Subject[]): EventField[] {
  return [...about.flatMap((name): EventField[] => subjects[name]), ...actor, ...happening, ...circumstances]
}
