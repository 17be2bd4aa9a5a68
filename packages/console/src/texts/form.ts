export const formTexts = {
  secretSet: 'set',
  secretKeep: 'Leave empty to keep the stored value',
  notJson: 'This is not valid JSON.',
  required: 'This field needs a value.',
}

export const pickerTexts = {
  help: 'Search by name, or enter an id.',
  chosen: (value: string) => `Chosen: ${value}`,
  searching: 'Searching…',
  nothing: 'Nothing found. What you typed is used as it is.',
  failed: (why: string) => `The choices did not come: ${why}`,
  retry: 'Try again',
}

export const memberTexts = {
  loading: 'Asking which attributes there are…',
  failed: (why: string) => `The attributes are not known: ${why}`,
  known: (count: number) =>
    count === 1 ? '1 attribute is known there' : `${count} attributes are known there`,
  member: ({ title, type, isRequired }: { title: string; type: string; isRequired: boolean }) =>
    `${title} (${type}${isRequired ? ', required' : ''})`,
}
