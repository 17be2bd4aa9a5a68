/** Words of the flow designer: what was done, how saving stands, and what to do about it. */
export const designerTexts = {
  done: {
    restored: 'Restore what was not saved',
    tookOver: (by: string) => `Take over the draft of ${by}`,
    set: (name: string) => (name === '' ? 'Change a step' : `Change "${name}"`),
    renamed: (from: string, to: string) =>
      from === '' ? `Name a step "${to}"` : `Rename "${from}" to "${to}"`,
  },
  unbound: (name: string, connector: string) =>
    `The connection "${name}" (${connector}) is not bound. Bind it to a connection of this environment.`,
  lookAt: 'Look at this',
}
