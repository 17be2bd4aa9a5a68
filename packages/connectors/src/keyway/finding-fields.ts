import type { EventField } from '@keyway/sdk'

/** What flows look for in a finding. */
export const findingFields: readonly EventField[] = [
  { key: 'check.id', title: 'Check', path: 'check.id', type: 'text' },
  { key: 'severity', title: 'Severity', path: 'severity', type: 'text' },
  { key: 'check.title', title: 'Title of the check', path: 'check.title', type: 'text' },
  { key: 'object.kind', title: 'Kind of the object', path: 'object.kind', type: 'text' },
  { key: 'object.id', title: 'Id of the object', path: 'object.id', type: 'text' },
  { key: 'object.name', title: 'Name of the object', path: 'object.name', type: 'text' },
  { key: 'reason', title: 'What is wrong', path: 'reason', type: 'text' },
  { key: 'evidence', title: 'Evidence', path: 'evidence', type: 'object' },
  { key: 'closedBy', title: 'Why it was closed', path: 'closedBy', type: 'text' },
  { key: 'org', title: 'Okta org', path: 'org', type: 'text' },
  { key: 'id', title: 'Id of the finding', path: 'id', type: 'text' },
  { key: 'url', title: 'Address in the console', path: 'url', type: 'text' },
]

/** What flows look for in many findings of a check that came or went at once. */
export const manyFindingsFields: readonly EventField[] = [
  { key: 'check.id', title: 'Check', path: 'check.id', type: 'text' },
  { key: 'check.title', title: 'Title of the check', path: 'check.title', type: 'text' },
  { key: 'count', title: 'How many', path: 'count', type: 'number' },
  { key: 'severity', title: 'Severity of the gravest', path: 'severity', type: 'text' },
  { key: 'severities', title: 'How many of each severity', path: 'severities', type: 'object' },
  { key: 'findings', title: 'Findings', path: 'findings', type: 'object[]' },
  { key: 'unlisted', title: 'How many are not in the list', path: 'unlisted', type: 'number' },
  { key: 'org', title: 'Okta org', path: 'org', type: 'text' },
  { key: 'url', title: 'Address in the console', path: 'url', type: 'text' },
]
