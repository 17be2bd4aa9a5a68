export const formTexts = {
  secretSet: 'set',
  secretKeep: 'Leave empty to keep the stored value',
  notJson: 'This is not valid JSON.',
  required: 'This field needs a value.',
}

export const pickerTexts = {
  help: 'Search by name, or enter an id.',
  chosen: (id: string) => `Id ${id}`,
  searching: 'Searching…',
  nothing: 'Nothing found. What you typed is used as it is.',
  failed: (why: string) => `The choices did not come: ${why}`,
  retry: 'Try again',
}
