/** Words of the versions of a flow, and of what is different between two of them. */
export const versionTexts = {
  title: 'Versions',
  lead: 'What was published when, by whom, and what was different.',
  open: 'Versions',
  none: 'Nothing was published yet',
  noneText: 'With each publishing, a version is kept here that can be looked at and gone back to.',
  draft: 'Draft',
  showDraft: 'Show what is new',
  savedBy: (by: string) => `Saved by ${nameOf(by)}`,
  by: (by: string) => nameOf(by),
  version: (number: number) => `Version ${number}`,
  published: 'Published',
  show: 'Show',
  showOf: (number: number) => `Show what version ${number} changed`,
  goBack: 'Go back',
  goBackTo: (number: number) => `Go back to version ${number}`,
  goBackText: (number: number) =>
    `This is what changes for the flow when version ${number} runs again. History only grows: it becomes a new version.`,
  draftStays:
    'The draft holds changes that were not published. Publishing an earlier version leaves them as they are.',
  asDraft: 'Take as the draft',
  publishAgain: (number: number) => `Publish version ${number} again`,
  comparison: 'Comparison',
  from: 'From',
  to: 'To',
  same: 'Nothing is different.',
  list: 'Differences',
  changes: (count: number) => (count === 1 ? '1 difference' : `${count} differences`),
  kinds: { added: 'Added', removed: 'Removed', moved: 'Moved', changed: 'Changed' },
  settings: 'Settings of the flow',
  note: 'Note',
  emptyText: '(empty)',
  first: 'This becomes the first version. Nothing runs before the flow is switched on.',
  since: (version: number) => `What is different from version ${version}, which runs now`,
  blocked: 'It cannot be published yet',
}

/** `user:ada@acme.test` as people read it. */
function nameOf(by: string): string {
  return by.replace(/^(user|token):/, '')
}
