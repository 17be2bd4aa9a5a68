/** Words of the flow designer: what was done, how saving stands, and what to do about it. */
export const designerTexts = {
  done: {
    restored: 'Restore what was not saved',
    tookOver: (by: string) => `Take over the draft of ${by}`,
    settings: 'Change the settings of the flow',
    set: (name: string) => (name === '' ? 'Change a step' : `Change "${name}"`),
    renamed: (from: string, to: string) =>
      from === '' ? `Name a step "${to}"` : `Rename "${from}" to "${to}"`,
  },
  unbound: (name: string, connector: string) =>
    `The connection "${name}" (${connector}) is not bound. Bind it to a connection of this environment.`,
  lookAt: 'Look at this',
  save: {
    saved: 'Saved',
    unsaved: 'Not saved yet',
    saving: 'Saving',
    offline: 'Offline: kept in this browser',
    failed: 'Not saved: kept in this browser, tried again',
    refused: 'Not saved',
    conflict: 'Somebody else saved',
    now: 'Save now',
  },
  conflict: {
    title: (by: string) => `${by.replace(/^(user|token):/, '')} saved this draft, too`,
    text: 'Nothing of yours is saved until you decide. Theirs was saved',
    undo: 'Undo brings yours back, too.',
    takeTheirs: 'Take theirs',
    keepMine: 'Keep mine',
    compare: 'Compare',
    compareTitle: 'Theirs and yours',
    compareText: (by: string) =>
      `From the draft of ${by.replace(/^(user|token):/, '')} to yours: what "Keep mine" would change.`,
  },
}
